package main

import (
	"go/parser"
	"go/token"
	"strconv"
)

type importsRequest struct {
	opField
	Path string `json:"path"`
}

type goImport struct {
	Path  string `json:"path"`
	Start int    `json:"start"` // in bytes
	End   int    `json:"end"`
}

// goImports reads the imports of a Go file as go/parser does; null where it refuses the file.
func goImports(request importsRequest) (any, error) {
	files := token.NewFileSet()
	file, err := parser.ParseFile(files, request.Path, nil, parser.ImportsOnly)
	if err != nil {
		return map[string]any{"imports": nil}, nil
	}
	imports := []goImport{}
	for _, spec := range file.Imports {
		path, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			return map[string]any{"imports": nil}, nil
		}
		imports = append(imports, goImport{path, files.Position(spec.Path.Pos()).Offset, files.Position(spec.Path.End()).Offset})
	}
	return map[string]any{"imports": imports}, nil
}
