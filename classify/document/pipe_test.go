//go:build unix

package document

import (
	"syscall"
	"testing"
)

func TestPipeInAFolderIsNotOpened(t *testing.T) {
	files{"a/a.txt": "A."}.write(t)
	if err := syscall.Mkfifo("a/pipe", 0o644); err != nil {
		t.Skip(err)
	}
	batch, err := read([]string{"a"}, nil, Options{})
	if err != nil {
		t.Fatal(err)
	}
	wantNotices(t, batch, 1, "a/pipe: skipped: not a regular file")
}
