package main

import (
	"io"
	"os"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"

	"rhetor/classify"
	"rhetor/classify/report"
)

// terminal returns the file behind an input or output, if it is a terminal.
func terminal(stream any) (*os.File, bool) {
	file, ok := stream.(*os.File)
	return file, ok && term.IsTerminal(int(file.Fd()))
}

// wantsColor tells whether a stream takes colours: a terminal does, unless NO_COLOR is set (no-color.org).
func wantsColor(stream io.Writer) bool {
	_, ok := terminal(stream)
	return ok && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
}

// widthOf is the columns of a terminal; the default width for what is none, so that piped output is stable.
func widthOf(stream io.Writer) int {
	if file, ok := terminal(stream); ok {
		if width, _, err := term.GetSize(int(file.Fd())); err == nil && width > 0 {
			return width
		}
	}
	return report.DefaultWidth
}

// progressAfter is how long work goes on in silence.
const progressAfter = time.Second

// progress returns a bar on standard error, if that is a terminal, and what clears it away. The bar appears
// when the work has taken a second.
func (c *console) progress(title string) (classify.Progress, func()) {
	if _, ok := terminal(c.stderr); !ok {
		return nil, func() {}
	}
	var bar *progressbar.ProgressBar
	begin := time.Now()
	step := func(done, total int) {
		if bar == nil && time.Since(begin) > progressAfter {
			bar = progressbar.NewOptions(total, progressbar.OptionSetWriter(c.stderr),
				progressbar.OptionSetDescription(title), progressbar.OptionSetWidth(30),
				progressbar.OptionClearOnFinish(), progressbar.OptionThrottle(100*time.Millisecond))
		}
		if bar != nil {
			_ = bar.Set(done) // a bar that cannot be drawn is no reason to stop
		}
	}
	return step, func() {
		if bar != nil {
			_ = bar.Clear()
		}
	}
}
