#!/bin/sh
# Makes what the bots send: three people by their colours, each as two layers
# of VP8 (640x360 and 160x90, 3 s at 15 frames per second, a key frame each
# second), and one voice (Opus, 20 ms a frame). All begin where they end, so
# that they can be looped. Needs ffmpeg with libvpx and libopus.
set -eu
cd "$(dirname "$0")"

# The picture, in pixels of 320x180: a speaking person who sways before a wall.
turn='2*PI*T/3'
x="(X-160-18*sin($turn))"
y="(Y-76-4*sin(2*$turn))"
head="lt(hypot($x/25,$y/33),1)"
eyes="lt(hypot((abs($x)-9)/3.2,($y+7)/2.4),1)"
mouth="lt(hypot($x/8,($y-15)/(2.2+2*sin(6*$turn))),1)"
body="lt(hypot((X-160-10*sin($turn))/78,(Y-186)/74),1)"
skin="186-46*hypot($x/25,($y+8)/36)"
cloth="84+26*sin(X/6+6*sin($turn))"
wall="96+34*sin(X/41)*cos(Y/29)+22*gt(sin(X/13),0.9)+18*lt(hypot((X-262)/30,(Y-52)/34),1)"
luma="if($head,if($eyes+$mouth,62,$skin),if($body,$cloth,$wall))"

layer() { # file, filter, bitrate, largest key frame in % of a frame's share
	# The noise of a camera is what makes the encoder use its bitrate.
	ffmpeg -nostdin -loglevel error -y \
		-f lavfi -i "color=size=320x180:rate=15:duration=3" \
		-vf "format=yuv444p,geq=lum='$luma':cb='$cb':cr='$cr',scale=640x360:flags=bicubic,noise=alls=5:allf=t:all_seed=7,$2format=yuv420p" \
		-c:v libvpx -deadline good -cpu-used 1 -threads 1 \
		-b:v "$3" -minrate "$3" -maxrate "$3" -bufsize "$3" -max-intra-rate "$4" \
		-g 15 -keyint_min 15 -auto-alt-ref 0 -lag-in-frames 0 \
		-fflags +bitexact -flags:v +bitexact "$1"
}

person() { # name, the wall's Cb and Cr, the cloth's Cb and Cr
	cb="if($head,112,if($body,$4,$2))"
	cr="if($head,150,if($body,$5,$3))"
	layer "$1-h.ivf" "" 590k 300
	layer "$1-q.ivf" "scale=160x90:flags=area," 57k 450
}

person blue 150 118 108 146
person amber 104 140 150 112
person rose 122 158 120 108

# The voice: the overtones of a gliding pitch through two formants, four
# syllables a second. The second round is kept, whose first frame follows the
# last.
pitch='(2*PI*130*t+8*sin(2*PI*t))'
tones=''
for n in 1 2 3 4 5 6 7 8 10 12 14 17 20; do
	tones="$tones+sin($n*$pitch)*(exp(-pow(($n*130-600)/300,2))+0.4*exp(-pow(($n*130-1700)/500,2)))"
done
ffmpeg -nostdin -loglevel error -y \
	-f lavfi -i "aevalsrc='0.05*(0.25+0.75*pow(sin(2*PI*2*t),2))*(0$tones)':sample_rate=48000:duration=6" \
	-c:a libopus -b:a 32k -vbr off -application voip -frame_duration 20 \
	-page_duration 20000 -fflags +bitexact -flags:a +bitexact twice.ogg
ffmpeg -nostdin -loglevel error -y -ss 3 -i twice.ogg -c:a copy -frames:a 150 -page_duration 20000 \
	-fflags +bitexact -flags:a +bitexact voice.ogg
rm twice.ogg
