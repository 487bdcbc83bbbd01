package models

import (
	"iter"
	"runtime"
	"sync"
)

// Parallel calls do(0) ... do(n-1), as many at once as there are cores. What each call does must not
// depend on the others.
func Parallel(n int, do func(i int)) {
	var wait sync.WaitGroup
	slots := make(chan struct{}, runtime.GOMAXPROCS(0))
	for i := range n {
		slots <- struct{}{}
		wait.Go(func() {
			defer func() { <-slots }()
			do(i)
		})
	}
	wait.Wait()
}

// Ordered yields do(0) ... do(n-1) in this order. They are made as many at once as there are cores, and no more
// than that many wait to be yielded.
func Ordered[T any](n int, do func(i int) T) iter.Seq[T] {
	return func(yield func(T) bool) {
		ahead := runtime.GOMAXPROCS(0)
		made := make([]chan T, n)
		start := func(i int) {
			if i < n {
				made[i] = make(chan T, 1)
				go func() { made[i] <- do(i) }()
			}
		}
		for i := range ahead {
			start(i)
		}
		for i := range n {
			value := <-made[i]
			start(i + ahead)
			if !yield(value) {
				return
			}
		}
	}
}
