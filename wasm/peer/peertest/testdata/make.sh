#!/bin/sh
# Makes q.ivf and h.ivf: the two layers of one busy picture, VP8, 2 s at 15
# frames per second with a key frame each second, to be looped. Needs ffmpeg
# with libvpx.
set -eu
cd "$(dirname "$0")"

layer() { # file, size, bitrate
	ffmpeg -nostdin -loglevel error -y \
		-f lavfi -i "testsrc2=size=640x360:rate=15:duration=2" \
		-vf "scale=$2" -c:v libvpx -deadline good -cpu-used 1 -threads 1 \
		-b:v "$3" -minrate "$3" -maxrate "$3" -bufsize "$3" \
		-g 15 -keyint_min 15 -auto-alt-ref 0 -fflags +bitexact -flags:v +bitexact \
		"$1"
}

layer q.ivf 160x90 50k
layer h.ivf 640x360 200k
