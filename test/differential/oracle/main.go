// Oracle answers questions about versions, module paths, and go.mod and go.work texts with the code that the go command itself
// uses, so that the tests can hold this project's answers against it.
//
// It reads one JSON request a line from standard input and writes one JSON answer a line to standard output, in the same order:
// {"ok": value} or {"error": message} (the request is malformed, or the code asked panicked). oracle.ts documents each request.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
)

type handler func(request []byte) (any, error)

var handlers = map[string]handler{
	"semver":     decoded(semverFacts),
	"compare":    decoded(compareSemver),
	"path":       decoded(pathFacts),
	"pathMajor":  decoded(pathMajorFacts),
	"check":      decoded(checkModule),
	"match":      decoded(matchPrefixPatterns),
	"glob":       decoded(matchGlob),
	"gover":      decoded(goverFacts),
	"toolchain":  decoded(toolchainFacts),
	"modCompare": decoded(compareModuleVersions),
	"modSort":    decoded(sortModuleVersions),
	"token":      decoded(tokenFacts),
	"parse":      decoded(parseText),
	"edit":       decoded(editText),
	"sum":        decoded(sumText),
	"imports":    decoded(goImports),
}

func decoded[Request any](answer func(Request) (any, error)) handler {
	return func(line []byte) (any, error) {
		var request Request
		decoder := json.NewDecoder(bytes.NewReader(line))
		decoder.DisallowUnknownFields()
		if err := decoder.Decode(&request); err != nil {
			return nil, err
		}
		return answer(request)
	}
}

// opField is embedded in every request, so that its "op" is a known field.
type opField struct {
	Op string `json:"op"`
}

type answer struct {
	OK    any    `json:"ok,omitempty"`
	Error string `json:"error,omitempty"`
}

func respond(line []byte) (result answer) {
	defer func() {
		if problem := recover(); problem != nil {
			result = answer{Error: fmt.Sprintf("panic: %v", problem)}
		}
	}()
	var head opField
	if err := json.Unmarshal(line, &head); err != nil {
		return answer{Error: err.Error()}
	}
	handle, known := handlers[head.Op]
	if !known {
		return answer{Error: fmt.Sprintf("unknown op %q", head.Op)}
	}
	value, err := handle(line)
	if err != nil {
		return answer{Error: err.Error()}
	}
	return answer{OK: value}
}

func run(input io.Reader, output io.Writer) error {
	reader := bufio.NewReaderSize(input, 1<<16)
	writer := bufio.NewWriterSize(output, 1<<16)
	encoder := json.NewEncoder(writer)
	encoder.SetEscapeHTML(false)
	for {
		line, readErr := reader.ReadBytes('\n')
		if len(bytes.TrimSpace(line)) > 0 {
			if err := encoder.Encode(respond(line)); err != nil {
				return err
			}
		}
		// Answers are held back while more requests are at hand, and never while the asker waits.
		if readErr != nil || reader.Buffered() == 0 {
			if err := writer.Flush(); err != nil {
				return err
			}
		}
		if errors.Is(readErr, io.EOF) {
			return nil
		}
		if readErr != nil {
			return readErr
		}
	}
}

func main() {
	if err := run(os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "oracle:", err)
		os.Exit(1)
	}
}
