package main

import (
	"fmt"
	"os"
	"os/signal"
	"sync/atomic"
	"syscall"
)

// interruption is the error of a run that was told to stop.
type interruption struct{ signal syscall.Signal }

func (i interruption) Error() string { return "stopped by " + i.signal.String() }

// status is the exit status that shells give to a command that a signal ended.
func (i interruption) status() int { return 128 + int(i.signal) }

// heedSignals makes the first interrupt or termination signal an error that check returns, so that a run can end in good
// order. A second signal ends the program at once. stop ends the watch.
func (c *console) heedSignals() (check func() error, stop func()) {
	signals := make(chan os.Signal, 2)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	var first atomic.Int64
	c.heeds = true
	go func() {
		for received := range signals {
			number := received.(syscall.Signal)
			if !first.CompareAndSwap(0, int64(number)) {
				if beside := c.beside.Load(); beside != nil {
					os.Remove(*beside)
				}
				os.Exit(128 + int(number))
			}
			fmt.Fprintf(c.stderr, "rhetor: %s: finishing what is under way\n", number)
		}
	}()
	check = func() error {
		if number := first.Load(); number != 0 {
			return interruption{syscall.Signal(number)}
		}
		return nil
	}
	return check, func() {
		signal.Stop(signals)
		close(signals)
	}
}
