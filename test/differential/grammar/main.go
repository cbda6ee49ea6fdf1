// Reads texts, one JSON string a line, and prints what modfile's lexer and parser make of each, one JSON object a line.
package main

import (
	"bufio"
	"encoding/json"
	"os"

	"golang.org/x/mod/modfile"
)

func main() {
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(nil, 1<<30)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	encoder := json.NewEncoder(out)
	for in.Scan() {
		var text string
		if err := json.Unmarshal(in.Bytes(), &text); err != nil {
			panic(err)
		}
		if err := encoder.Encode(modfile.Read([]byte(text))); err != nil {
			panic(err)
		}
	}
	if err := in.Err(); err != nil {
		panic(err)
	}
}
