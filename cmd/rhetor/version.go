package main

import (
	"fmt"
	"runtime"

	"rhetor/classify"
)

type versionCommand struct{}

// Run shows the version, and the Go version it was built with.
func (versionCommand) Run(c *console) error {
	_, err := fmt.Fprintf(c.stdout, "rhetor %s (%s %s/%s)\n", classify.Version, runtime.Version(), runtime.GOOS, runtime.GOARCH)
	return err
}
