package main

import (
	"fmt"
	"time"

	"github.com/schollz/progressbar/v3"

	"rhetor/classify/document"
)

// logEvery is how often a run that is not watched says how far it is.
const logEvery = 30 * time.Second

// runProgress follows a run over documents: with a bar on a terminal, with a line now and then elsewhere. How far it
// is goes by the bytes that have been read; of standard input nobody knows how many come.
type runProgress struct {
	c         *console
	inputs    *document.Inputs
	size      int64 // of all inputs; 0: not known
	sentences int
	begin     time.Time
	said      time.Time
	bar       *progressbar.ProgressBar // nil where standard error is no terminal
	shown     bool
}

// followRun begins to follow a run.
func (c *console) followRun(inputs *document.Inputs) *runProgress {
	p := &runProgress{c: c, inputs: inputs, begin: time.Now(), said: time.Now()}
	if !inputs.ReadsStdin() {
		p.size = inputs.Size()
	}
	if _, watched := terminal(c.stderr); !watched {
		return p
	}
	most := p.size
	if most == 0 {
		most = -1 // a bar without an end
	}
	p.bar = progressbar.NewOptions64(most, progressbar.OptionSetWriter(c.stderr), progressbar.OptionSetWidth(20),
		progressbar.OptionSetPredictTime(true), progressbar.OptionClearOnFinish(), progressbar.OptionThrottle(200*time.Millisecond))
	return p
}

// add counts sentences that are done.
func (p *runProgress) add(sentences int) {
	p.sentences += sentences
	now := time.Now()
	switch {
	case p.bar == nil && now.Sub(p.said) >= logEvery:
		p.said = now
		fmt.Fprintf(p.c.stderr, "rhetor: classify: %s\n", p.text(now))
	case p.bar != nil && now.Sub(p.begin) >= progressAfter && now.Sub(p.said) >= 200*time.Millisecond:
		p.said, p.shown = now, true
		p.bar.Describe(fmt.Sprintf("classify: %d sentences, %.0f/s", p.sentences, float64(p.sentences)/now.Sub(p.begin).Seconds()))
		_ = p.bar.Set64(min(p.inputs.Read(), max(0, p.size-1))) // a bar that cannot be drawn is no reason to stop
	}
}

// text says how far the run is, how fast it goes, and how long it will take.
func (p *runProgress) text(now time.Time) string {
	took := now.Sub(p.begin)
	text := fmt.Sprintf("%d sentences, %.0f/s", p.sentences, float64(p.sentences)/took.Seconds())
	read := p.inputs.Read()
	if p.size == 0 || read == 0 {
		return text
	}
	left := time.Duration(float64(took) * float64(p.size-read) / float64(read))
	return fmt.Sprintf("%s, %.0f%% read, about %s left", text, 100*float64(read)/float64(p.size), left.Round(time.Second))
}

// clear takes the bar away.
func (p *runProgress) clear() {
	if p.shown {
		_ = p.bar.Clear()
	}
}
