package simulcast

// bitrateBySize is the bound of a stream whose application set none: the
// highest bitrateMax in kbps among the documented encoder presets of that size
// which differ by frame rate only (120p_1, 180p_1, 240p_1, 360p_1/_4,
// 480p_1/_2, 720p_5/_6, 720p_1/_2, 1080p_1/_2, 1440p_1, 4k_1). Sizes that have
// no preset of 15 or of 30 fps have the other's.
var bitrateBySize = []struct {
	width, height int
	at15, at30    int
}{
	{160, 120, 65, 65},
	{320, 180, 140, 140},
	{320, 240, 200, 200},
	{640, 360, 400, 600},
	{640, 480, 500, 1000},
	{960, 720, 910, 1380},
	{1280, 720, 1130, 2000},
	{1920, 1080, 2080, 3000},
	{2560, 1440, 4850, 4850},
	{3840, 2160, 8910, 8910},
}

// highBitrate returns the bound of the high stream in kbps. Where the
// application set none it is that of the smallest documented size which is not
// smaller than the source; 0, the browser's own bound, where the source's size
// is not known.
func highBitrate(source Source, framerate float64) int {
	if source.BitrateMax > 0 {
		return source.BitrateMax
	}
	if source.Width <= 0 || source.Height <= 0 {
		return 0
	}
	row := bitrateBySize[len(bitrateBySize)-1]
	for _, r := range bitrateBySize {
		if r.width*r.height >= source.Width*source.Height {
			row = r
			break
		}
	}
	bitrate := row.at30
	if framerate <= 15 {
		bitrate = row.at15
	}
	return max(bitrate, source.BitrateMin)
}
