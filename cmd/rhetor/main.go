// Command rhetor labels every sentence of documents with its stance and rhetorical tone, and says why.
package main

import (
	"os"

	"github.com/alecthomas/kong"
	kongcompletion "github.com/jotaen/kong-completion"
)

func main() {
	if os.Getenv("COMP_LINE") != "" { // the shell asks for completions: answers and exits
		kongcompletion.Register(kong.Must(&commands{}, kong.Name("rhetor")))
	}
	os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}
