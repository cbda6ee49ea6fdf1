package main

import (
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"golang.org/x/mod/modfile"
	"golang.org/x/mod/module"
	"golang.org/x/mod/sumdb/dirhash"
)

// source is the text of a request. JSON cannot carry bytes that are not UTF-8, so a text may come in base64; the texts of the
// answer then are in base64 too.
type source struct {
	Text   string `json:"text"`
	Base64 bool   `json:"base64"`
}

func (s source) bytes() ([]byte, error) {
	if !s.Base64 {
		return []byte(s.Text), nil
	}
	return base64.StdEncoding.DecodeString(s.Text)
}

func (s source) spell(text []byte) *string {
	spelled := string(text)
	if s.Base64 {
		spelled = base64.StdEncoding.EncodeToString(text)
	}
	return &spelled
}

type problem struct {
	Line    int    `json:"line"`
	Column  int    `json:"column"` // in code points, from 1
	Byte    int    `json:"byte"`
	Message string `json:"message"`
}

func problems(err error) []problem {
	list := []problem{}
	var errs modfile.ErrorList
	if !errors.As(err, &errs) {
		if err != nil {
			list = append(list, problem{Message: err.Error()})
		}
		return list
	}
	for _, e := range errs {
		at := e.Pos
		e.Pos, e.Filename = modfile.Position{}, ""
		list = append(list, problem{Line: at.Line, Column: at.LineRune, Byte: at.Byte, Message: e.Error()})
	}
	return list
}

// The values as "go mod edit -json" and "go work edit -json" print them: names, order, and null for an empty list.

type modValues struct {
	Module    moduleValue
	Go        string         `json:",omitempty"`
	Toolchain string         `json:",omitempty"`
	GoDebug   []godebugValue `json:",omitempty"`
	Require   []requireValue
	Exclude   []module.Version
	Replace   []replaceValue
	Retract   []retractValue
	Tool      []pathValue
	Ignore    []pathValue
}

type workValues struct {
	Go      string `json:",omitempty"`
	Use     []useValue
	Replace []replaceValue
}

type moduleValue struct {
	Path       string
	Deprecated string `json:",omitempty"`
}

type godebugValue struct{ Key, Value string }

type requireValue struct {
	Path     string
	Version  string `json:",omitempty"`
	Indirect bool   `json:",omitempty"`
}

type replaceValue struct{ Old, New module.Version }

type retractValue struct {
	Low       string `json:",omitempty"`
	High      string `json:",omitempty"`
	Rationale string `json:",omitempty"`
}

type pathValue struct{ Path string }

type useValue struct {
	DiskPath string
	ModPath  string `json:",omitempty"`
}

// mapped keeps nil for an empty list, as appending to a nil slice does.
func mapped[From, To any](list []From, convert func(From) To) []To {
	var result []To
	for _, item := range list {
		result = append(result, convert(item))
	}
	return result
}

func replaceValues(list []*modfile.Replace) []replaceValue {
	return mapped(list, func(r *modfile.Replace) replaceValue { return replaceValue{r.Old, r.New} })
}

func valuesOfMod(f *modfile.File) modValues {
	values := modValues{
		Require: mapped(f.Require, func(r *modfile.Require) requireValue {
			return requireValue{r.Mod.Path, r.Mod.Version, r.Indirect}
		}),
		Exclude: mapped(f.Exclude, func(x *modfile.Exclude) module.Version { return x.Mod }),
		Replace: replaceValues(f.Replace),
		Retract: mapped(f.Retract, func(r *modfile.Retract) retractValue { return retractValue{r.Low, r.High, r.Rationale} }),
		Tool:    mapped(f.Tool, func(t *modfile.Tool) pathValue { return pathValue{t.Path} }),
		Ignore:  mapped(f.Ignore, func(i *modfile.Ignore) pathValue { return pathValue{i.Path} }),
		GoDebug: mapped(f.Godebug, func(d *modfile.Godebug) godebugValue { return godebugValue{d.Key, d.Value} }),
	}
	if f.Module != nil {
		values.Module = moduleValue{f.Module.Mod.Path, f.Module.Deprecated}
	}
	if f.Go != nil {
		values.Go = f.Go.Version
	}
	if f.Toolchain != nil {
		values.Toolchain = f.Toolchain.Name
	}
	return values
}

func valuesOfWork(f *modfile.WorkFile) workValues {
	values := workValues{
		Use:     mapped(f.Use, func(u *modfile.Use) useValue { return useValue{u.Path, u.ModulePath} }),
		Replace: replaceValues(f.Replace),
	}
	if f.Go != nil {
		values.Go = f.Go.Version
	}
	return values
}

// lines names, for each directive, the lines that its values stand on, in the order of the values.
type lines map[string][]int

func (l lines) add(directive string, line *modfile.Line) {
	l[directive] = append(l[directive], line.Start.Line)
}

func linesOfMod(f *modfile.File) lines {
	l := lines{}
	if f.Module != nil {
		l.add("module", f.Module.Syntax)
	}
	if f.Go != nil {
		l.add("go", f.Go.Syntax)
	}
	if f.Toolchain != nil {
		l.add("toolchain", f.Toolchain.Syntax)
	}
	for _, d := range f.Godebug {
		l.add("godebug", d.Syntax)
	}
	for _, r := range f.Require {
		l.add("require", r.Syntax)
	}
	for _, x := range f.Exclude {
		l.add("exclude", x.Syntax)
	}
	for _, r := range f.Replace {
		l.add("replace", r.Syntax)
	}
	for _, r := range f.Retract {
		l.add("retract", r.Syntax)
	}
	for _, t := range f.Tool {
		l.add("tool", t.Syntax)
	}
	for _, i := range f.Ignore {
		l.add("ignore", i.Syntax)
	}
	return l
}

func linesOfWork(f *modfile.WorkFile) lines {
	l := lines{}
	if f.Go != nil {
		l.add("go", f.Go.Syntax)
	}
	if f.Toolchain != nil {
		l.add("toolchain", f.Toolchain.Syntax)
	}
	for _, d := range f.Godebug {
		l.add("godebug", d.Syntax)
	}
	for _, u := range f.Use {
		l.add("use", u.Syntax)
	}
	for _, r := range f.Replace {
		l.add("replace", r.Syntax)
	}
	return l
}

type parseRequest struct {
	opField
	source
	// "mod": modfile.Parse; "lax": modfile.ParseLax; "work": modfile.ParseWork; none with a version fixer
	Kind string `json:"kind"`
}

type parseAnswer struct {
	Accepted  bool      `json:"accepted"`
	Errors    []problem `json:"errors"`
	Parsed    any       `json:"parsed"`    // the values as they were read, duplicates included
	Lines     lines     `json:"lines"`     // where Parsed's values stand
	Toolchain string    `json:"toolchain"` // of a go.work too, whose JSON leaves it out
	Godebug   []string  `json:"godebug"`   // key=value, of a go.work too
	Plain     *string   `json:"plain"`     // modfile.Format of what was read
	Values    any       `json:"values"`    // what "edit -json" prints: after SortBlocks and Cleanup
	Formatted *string   `json:"formatted"` // what "edit -fmt" writes: the same, formatted
}

func godebugWords(list []*modfile.Godebug) []string {
	words := []string{}
	for _, d := range list {
		words = append(words, d.Key+"="+d.Value)
	}
	return words
}

func parseText(request parseRequest) (any, error) {
	text, err := request.bytes()
	if err != nil {
		return nil, err
	}
	switch request.Kind {
	case "mod":
		file, err := modfile.Parse("go.mod", text, nil)
		if err != nil {
			return parseAnswer{Errors: problems(err)}, nil
		}
		result := readMod(file, request.source)
		file.SortBlocks()
		file.Cleanup()
		result.Values, result.Formatted = valuesOfMod(file), request.spell(modfile.Format(file.Syntax))
		return result, nil
	case "lax":
		file, err := modfile.ParseLax("go.mod", text, nil)
		if err != nil {
			return parseAnswer{Errors: problems(err)}, nil
		}
		return readMod(file, request.source), nil
	case "work":
		file, err := modfile.ParseWork("go.work", text, nil)
		if err != nil {
			return parseAnswer{Errors: problems(err)}, nil
		}
		result := parseAnswer{
			Accepted: true, Errors: []problem{},
			Parsed: valuesOfWork(file), Lines: linesOfWork(file),
			Godebug: godebugWords(file.Godebug), Plain: request.spell(modfile.Format(file.Syntax)),
		}
		if file.Toolchain != nil {
			result.Toolchain = file.Toolchain.Name
		}
		file.SortBlocks()
		file.Cleanup()
		result.Values, result.Formatted = valuesOfWork(file), request.spell(modfile.Format(file.Syntax))
		return result, nil
	}
	return nil, fmt.Errorf("unknown kind %q", request.Kind)
}

func readMod(file *modfile.File, source source) parseAnswer {
	result := parseAnswer{
		Accepted: true, Errors: []problem{},
		Parsed: valuesOfMod(file), Lines: linesOfMod(file),
		Godebug: godebugWords(file.Godebug), Plain: source.spell(modfile.Format(file.Syntax)),
	}
	if file.Toolchain != nil {
		result.Toolchain = file.Toolchain.Name
	}
	return result
}

type sumRequest struct {
	opField
	source
}

// sumText is the hash that go.sum has for a go.mod file (the go command's modfetch.goModSum).
func sumText(request sumRequest) (any, error) {
	text, err := request.bytes()
	if err != nil {
		return nil, err
	}
	return dirhash.Hash1([]string{"go.mod"}, func(string) (io.ReadCloser, error) {
		return io.NopCloser(strings.NewReader(string(text))), nil
	})
}

type tokenRequest struct {
	opField
	Text string `json:"text"`
}

// tokenFacts says how a value is spelled as a token of a go.mod file, what a quoted token means, and, for a whole text, what
// modfile.ModulePath finds in it.
func tokenFacts(request tokenRequest) (any, error) {
	return map[string]any{
		"mustQuote":  modfile.MustQuote(request.Text),
		"autoQuote":  modfile.AutoQuote(request.Text),
		"unquoted":   either(strconv.Unquote(request.Text)),
		"modulePath": modfile.ModulePath([]byte(request.Text)),
	}, nil
}
