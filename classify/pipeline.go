package classify

import "runtime"

// pipeline makes a B of every A of the source, as many at once as there are cores, and hands them to the sink in the
// order of the source. No more than a few wait at any time, so that memory does not grow with their number. work gets
// the number of its core, from 0. It returns the first error in that order: of the source, behind all that came
// before it, or of the sink, after which the source is told to stop by errStopped.
func pipeline[A, B any](source func(yield func(A) error) error, work func(core int, a A) B, sink func(B) error) error {
	type job struct {
		a    A
		made chan B
	}
	cores := runtime.GOMAXPROCS(0)
	jobs, order, stop := make(chan job), make(chan chan B, 2*cores), make(chan struct{})
	var failed error // of the source; read when order is closed
	go func() {
		defer close(order)
		defer close(jobs)
		failed = source(func(a A) error {
			made := make(chan B, 1)
			select {
			case order <- made:
			case <-stop:
				return errStopped
			}
			jobs <- job{a, made}
			return nil
		})
	}()
	for core := range cores {
		go func() {
			for j := range jobs {
				j.made <- work(core, j.a)
			}
		}()
	}
	var refused error // by the sink
	for made := range order {
		b := <-made
		if refused != nil {
			continue // the last of what was under way
		}
		if refused = sink(b); refused != nil {
			close(stop)
		}
	}
	if refused != nil {
		return refused
	}
	return failed
}

// stopped is the error that ends a source whose results are no longer wanted.
type stopped struct{}

func (stopped) Error() string { return "stopped" }

var errStopped error = stopped{}
