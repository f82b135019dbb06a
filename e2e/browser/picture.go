package browser

import (
	"bufio"
	"fmt"
	"image"
	"image/jpeg"
	"math/rand/v2"
	"path/filepath"
)

// pictures are how many the film has, at 30 a second.
const pictures = 90

// Picture writes a film of a busy picture into dir, unless it is there
// already, and returns its path. The browser's own test picture is so plain
// that an encoder needs a fraction of its bitrate; this one fills any.
func Picture(dir string, width, height int) (string, error) {
	path := filepath.Join(dir, fmt.Sprintf("busy-%dx%d.mjpeg", width, height))
	return path, writeOnce(path, func(w *bufio.Writer) error {
		for n := range pictures {
			if err := jpeg.Encode(w, busy(n, width, height), &jpeg.Options{Quality: 60}); err != nil {
				return err
			}
		}
		return nil
	})
}

// busy draws the n-th picture: a pattern that moves over a still one, and a
// patch of noise. The film's last picture leads on to its first.
func busy(n, width, height int) image.Image {
	noise := rand.New(rand.NewPCG(1, uint64(n)))
	shift := n * width / pictures
	img := image.NewYCbCr(image.Rect(0, 0, width, height), image.YCbCrSubsampleRatio420)
	for y := range height {
		for x := range width {
			value := 64 + x*128/width
			if band := y * 6 / height; band%3 == 0 {
				// Blocks of 16 pixels, each of its own brightness.
				value = 40 + int(scramble(((x+shift)%width)/16, y/16))*3/4
			}
			if x >= width*7/8 && y < height/8 {
				value = 96 + int(noise.UintN(64))
			}
			img.Y[img.YOffset(x, y)] = uint8(value)
		}
	}
	for i := range img.Cb {
		row := i / img.CStride
		img.Cb[i] = uint8(100 + row*56/(height/2))
		img.Cr[i] = uint8(100 + (i%img.CStride)*56/img.CStride)
	}
	return img
}

// scramble returns a number of 0 to 255 that looks random and stays with its
// arguments.
func scramble(x, y int) uint8 {
	v := uint32(x)*2654435761 ^ uint32(y)*2246822519
	return uint8((v ^ v>>15) * 2654435761 >> 24)
}
