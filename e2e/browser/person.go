package browser

import (
	"bufio"
	"image"
	"image/jpeg"
	"math"
	"math/rand/v2"
	"path/filepath"
)

// The film of somebody before a camera: so many pictures, 30 a second.
const (
	filmWidth  = 640
	filmHeight = 360
	filmLength = 150
)

// Person writes a film of somebody before a camera into dir, unless it is there
// already, and returns its path: what an encoder gets in a call, of 640x360.
func Person(dir string) (string, error) {
	path := filepath.Join(dir, "person-640x360.mjpeg")
	return path, writeOnce(path, func(w *bufio.Writer) error {
		for n := range filmLength {
			if err := jpeg.Encode(w, person(n), &jpeg.Options{Quality: 75}); err != nil {
				return err
			}
		}
		return nil
	})
}

// person draws the n-th picture: head and shoulders that sway before a room
// with a light that drifts, and a sensor's mild noise. The last picture leads
// on to the first.
func person(n int) image.Image {
	turn := 2 * math.Pi * float64(n) / filmLength
	noise := rand.New(rand.NewPCG(7, uint64(n)))
	img := image.NewYCbCr(image.Rect(0, 0, filmWidth, filmHeight), image.YCbCrSubsampleRatio420)

	headX, headY := 320+28*math.Sin(turn)+7*math.Sin(3*turn), 150+9*math.Sin(2*turn)
	mouth := 4 + 4*math.Sin(8*turn) + 2*math.Sin(13*turn)
	light := 60 * math.Sin(turn)
	for y := range filmHeight {
		for x := range filmWidth {
			p := room(float64(x), float64(y), light)
			fx, fy := float64(x)-headX, float64(y)-headY
			switch {
			case within(fx, fy, 66, 88):
				p = face(fx, fy, mouth)
			case within(fx*0.8, fy-235, 160, 150):
				// A shirt with folds.
				p = colour{92 + 14*math.Sin(fx/17+fy/31), 142, 112}
			}
			grain := float64(noise.UintN(7)) - 3
			img.Y[img.YOffset(x, y)] = clamp(p.y + grain)
			if x%2 == 0 && y%2 == 0 {
				at := img.COffset(x, y)
				img.Cb[at], img.Cr[at] = clamp(p.cb), clamp(p.cr)
			}
		}
	}
	return img
}

// colour is a pixel, each part from 0 to 255.
type colour struct{ y, cb, cr float64 }

// room is the wall behind, with a shelf.
func room(x, y, light float64) colour {
	p := colour{96 + 70*math.Exp(-((x-200-light)*(x-200-light)+y*y)/90000), 120, 134}
	if shelf := math.Mod(y, 90); x > 470 && shelf < 60 {
		// Backs of books.
		p.y = 60 + 60*math.Abs(math.Sin(math.Floor(x/13)*7+math.Floor(y/90)))
		p.cb = 110 + 30*math.Sin(math.Floor(x/13))
	}
	return p
}

// face is the head around its middle.
func face(x, y, mouth float64) colour {
	switch {
	case y < -46-x*x/200:
		return colour{48 + 10*math.Sin(x/3), 124, 134} // hair
	case within(x-24, y+14, 9, 5), within(x+24, y+14, 9, 5):
		return colour{52, 128, 128} // eyes
	case within(x, y-44, 20, max(mouth, 1)):
		return colour{70, 120, 158} // mouth
	}
	return colour{168 - 0.3*x - y*y/300, 112, 152}
}

// within tells whether a point is in the ellipse around 0 of these half axes.
func within(x, y, a, b float64) bool { return x*x/(a*a)+y*y/(b*b) < 1 }

func clamp(v float64) uint8 { return uint8(min(max(v, 0), 255)) }
