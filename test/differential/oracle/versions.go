package main

import (
	"path"
	"time"

	"golang.org/x/mod/modfile"
	"golang.org/x/mod/module"
	"golang.org/x/mod/semver"
)

// reason is nil for no error, so that it prints as JSON null.
func reason(err error) *string {
	if err == nil {
		return nil
	}
	text := err.Error()
	return &text
}

// valueOr pairs a value with the error that came instead of it.
type valueOr struct {
	Value string  `json:"value"`
	Error *string `json:"error"`
}

func either(value string, err error) valueOr {
	if err != nil {
		return valueOr{Error: reason(err)}
	}
	return valueOr{Value: value}
}

type semverRequest struct {
	opField
	V string `json:"v"`
}

type semverAnswer struct {
	Valid            bool    `json:"valid"`
	Canonical        string  `json:"canonical"`
	Major            string  `json:"major"`
	MajorMinor       string  `json:"majorMinor"`
	Prerelease       string  `json:"prerelease"`
	Build            string  `json:"build"`
	CanonicalVersion string  `json:"canonicalVersion"`
	Escaped          valueOr `json:"escaped"`
	Unescaped        valueOr `json:"unescaped"`
	Pseudo           bool    `json:"pseudo"`
	ZeroPseudo       bool    `json:"zeroPseudo"`
	PseudoBase       valueOr `json:"pseudoBase"`
	PseudoRev        valueOr `json:"pseudoRev"`
	PseudoTime       valueOr `json:"pseudoTime"`
}

func semverFacts(request semverRequest) (any, error) {
	v := request.V
	at, timeErr := module.PseudoVersionTime(v)
	return semverAnswer{
		Valid:            semver.IsValid(v),
		Canonical:        semver.Canonical(v),
		Major:            semver.Major(v),
		MajorMinor:       semver.MajorMinor(v),
		Prerelease:       semver.Prerelease(v),
		Build:            semver.Build(v),
		CanonicalVersion: module.CanonicalVersion(v),
		Escaped:          either(module.EscapeVersion(v)),
		Unescaped:        either(module.UnescapeVersion(v)),
		Pseudo:           module.IsPseudoVersion(v),
		ZeroPseudo:       module.IsZeroPseudoVersion(v),
		PseudoBase:       either(module.PseudoVersionBase(v)),
		PseudoRev:        either(module.PseudoVersionRev(v)),
		PseudoTime:       either(at.Format(time.RFC3339), timeErr),
	}, nil
}

type pairRequest struct {
	opField
	V string `json:"v"`
	W string `json:"w"`
}

func compareSemver(request pairRequest) (any, error) {
	return semver.Compare(request.V, request.W), nil
}

type pathRequest struct {
	opField
	Path string `json:"path"`
}

type pathAnswer struct {
	CheckPath       *string `json:"checkPath"`
	CheckImportPath *string `json:"checkImportPath"`
	CheckFilePath   *string `json:"checkFilePath"`
	Prefix          string  `json:"prefix"`
	PathMajor       string  `json:"pathMajor"`
	SplitOK         bool    `json:"splitOk"`
	Escaped         valueOr `json:"escaped"`
	Unescaped       valueOr `json:"unescaped"`
	IsDirectory     bool    `json:"isDirectory"`
}

func pathFacts(request pathRequest) (any, error) {
	p := request.Path
	prefix, pathMajor, ok := module.SplitPathVersion(p)
	return pathAnswer{
		CheckPath:       reason(module.CheckPath(p)),
		CheckImportPath: reason(module.CheckImportPath(p)),
		CheckFilePath:   reason(module.CheckFilePath(p)),
		Prefix:          prefix,
		PathMajor:       pathMajor,
		SplitOK:         ok,
		Escaped:         either(module.EscapePath(p)),
		Unescaped:       either(module.UnescapePath(p)),
		IsDirectory:     modfile.IsDirectoryPath(p),
	}, nil
}

type pathMajorRequest struct {
	opField
	V         string `json:"v"`
	PathMajor string `json:"pathMajor"`
}

type pathMajorAnswer struct {
	Check  *string `json:"check"`
	Prefix valueOr `json:"prefix"`
}

func pathMajorFacts(request pathMajorRequest) (any, error) {
	return pathMajorAnswer{
		Check:  reason(module.CheckPathMajor(request.V, request.PathMajor)),
		Prefix: pathMajorPrefix(request.PathMajor),
	}, nil
}

func pathMajorPrefix(pathMajor string) (result valueOr) {
	defer func() {
		if problem := recover(); problem != nil {
			text, _ := problem.(string)
			result = valueOr{Error: &text}
		}
	}()
	return valueOr{Value: module.PathMajorPrefix(pathMajor)}
}

type checkRequest struct {
	opField
	Path    string `json:"path"`
	Version string `json:"version"`
}

func checkModule(request checkRequest) (any, error) {
	return map[string]any{"reason": reason(module.Check(request.Path, request.Version))}, nil
}

type matchRequest struct {
	opField
	Globs  string `json:"globs"`
	Target string `json:"target"`
}

func matchPrefixPatterns(request matchRequest) (any, error) {
	return module.MatchPrefixPatterns(request.Globs, request.Target), nil
}

type globRequest struct {
	opField
	Pattern string `json:"pattern"`
	Name    string `json:"name"`
}

func matchGlob(request globRequest) (any, error) {
	matched, err := path.Match(request.Pattern, request.Name)
	return map[string]any{"matched": matched, "malformed": err != nil}, nil
}
