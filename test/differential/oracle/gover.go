package main

import (
	"go/version"
	"math/big"
	"slices"
	"strings"

	"golang.org/x/mod/modfile"
	"golang.org/x/mod/module"
	"golang.org/x/mod/semver"
)

// The go command's own package for Go versions (cmd/go/internal/gover over internal/gover) cannot be imported. The standard
// package go/version is a face of the same internal/gover; what it does not offer is worked out here from what it does.

// goName is the name that go/version knows the bare version x by. That package drops a suffix from the first dash on, and no
// bare version has one, so such an x becomes a name that is not valid.
func goName(x string) string {
	if strings.Contains(x, "-") {
		return ""
	}
	return "go" + x
}

func goValid(x string) bool { return version.IsValid(goName(x)) }

func goCompare(x, y string) int { return version.Compare(goName(x), goName(y)) }

func goLang(x string) string { return strings.TrimPrefix(version.Lang(goName(x)), "go") }

// goIsLang: a language version is exactly one that its own first release is higher than.
func goIsLang(x string) bool {
	return goValid(x) && goValid(x+".0") && goCompare(x, x+".0") < 0
}

// goIsPrerelease: of the parts of a valid version, only a prerelease's kind is spelled in letters.
func goIsPrerelease(x string) bool {
	return goValid(x) && strings.ContainsFunc(x, func(r rune) bool { return 'a' <= r && r <= 'z' })
}

func goPrev(x string) string {
	if !goValid(x) {
		return ""
	}
	major, rest, _ := strings.Cut(x, ".")
	minor, ok := new(big.Int).SetString(digits(rest), 10)
	if !ok || minor.Cmp(big.NewInt(1)) <= 0 {
		return major
	}
	return major + "." + minor.Sub(minor, big.NewInt(1)).String()
}

func digits(s string) string {
	end := strings.IndexFunc(s, func(r rune) bool { return r < '0' || r > '9' })
	if end < 0 {
		return s
	}
	return s[:end]
}

type goverAnswer struct {
	Valid      bool   `json:"valid"`
	Compare    int    `json:"compare"`
	Max        string `json:"max"`
	Lang       string `json:"lang"`
	IsLang     bool   `json:"isLang"`
	Prerelease bool   `json:"prerelease"`
	Prev       string `json:"prev"`
	InGoLine   bool   `json:"inGoLine"`
	LaxGoLine  string `json:"laxGoLine"`
}

func goverFacts(request pairRequest) (any, error) {
	v, w := request.V, request.W
	higher := v
	if goCompare(v, w) < 0 {
		higher = w
	}
	return goverAnswer{
		Valid:      goValid(v),
		Compare:    goCompare(v, w),
		Max:        higher,
		Lang:       goLang(v),
		IsLang:     goIsLang(v),
		Prerelease: goIsPrerelease(v),
		Prev:       goPrev(v),
		InGoLine:   modfile.GoVersionRE.MatchString(v),
		LaxGoLine:  laxGoLine(v),
	}, nil
}

// laxGoLine is what modfile.ParseLax makes of the argument of a go line, empty when it rejects the file. Its own pattern is not
// exported, so it is asked with a file. Arguments that would not be one bare word of a file are not asked.
func laxGoLine(v string) string {
	if modfile.MustQuote(v) || strings.ContainsAny(v, "()[]{},") || v == "=>" {
		return ""
	}
	file, err := modfile.ParseLax("go.mod", []byte("go "+v+"\n"), nil)
	if err != nil || file.Go == nil {
		return ""
	}
	return file.Go.Version
}

// fromToolchain follows gover.FromToolchain: the Go version of a toolchain's name, empty when there is none.
func fromToolchain(name string) string {
	bare, isGo := strings.CutPrefix(name, "go")
	if !isGo || strings.ContainsAny(name, `\/`) {
		return ""
	}
	if end := strings.IndexAny(bare, " \t-"); end >= 0 {
		bare = bare[:end]
	}
	if !goValid(bare) {
		return ""
	}
	return bare
}

type toolchainRequest struct {
	opField
	Name string `json:"name"`
}

func toolchainFacts(request toolchainRequest) (any, error) {
	return map[string]any{
		"version":         fromToolchain(request.Name),
		"inToolchainLine": modfile.ToolchainRE.MatchString(request.Name),
	}, nil
}

// modCompare follows gover.ModCompare.
func modCompare(path, v, w string) int {
	bare := func(name string) string {
		if goValid(name) {
			return name
		}
		return fromToolchain(name)
	}
	switch path {
	case "go":
		return goCompare(v, w)
	case "toolchain":
		return goCompare(bare(v), bare(w))
	}
	return semver.Compare(v, w)
}

type modCompareRequest struct {
	opField
	Path string `json:"path"`
	V    string `json:"v"`
	W    string `json:"w"`
}

func compareModuleVersions(request modCompareRequest) (any, error) {
	valid := semver.IsValid(request.V)
	switch request.Path {
	case "go":
		valid = goValid(request.V)
	case "toolchain":
		valid = goValid(fromToolchain(request.V))
	}
	return map[string]any{"compare": modCompare(request.Path, request.V, request.W), "valid": valid}, nil
}

type modSortRequest struct {
	opField
	List [][2]string `json:"list"`
}

// sortModuleVersions sorts as gover.ModSort does, which is module.Sort but for the modules "go" and "toolchain". A list without
// these two goes through module.Sort itself.
func sortModuleVersions(request modSortRequest) (any, error) {
	list := make([]module.Version, len(request.List))
	special := false
	for i, pair := range request.List {
		list[i] = module.Version{Path: pair[0], Version: pair[1]}
		special = special || pair[0] == "go" || pair[0] == "toolchain"
	}
	if special {
		slices.SortStableFunc(list, func(a, b module.Version) int {
			if a.Path != b.Path {
				return strings.Compare(a.Path, b.Path)
			}
			va, fa := cutFile(a.Version)
			vb, fb := cutFile(b.Version)
			if va != vb {
				return modCompare(a.Path, va, vb)
			}
			return strings.Compare(fa, fb)
		})
	} else {
		module.Sort(list)
	}
	sorted := make([][2]string, len(list))
	for i, m := range list {
		sorted[i] = [2]string{m.Path, m.Version}
	}
	return sorted, nil
}

// cutFile parts "v1.0.0/go.mod", as go.sum has it, before the slash.
func cutFile(version string) (string, string) {
	if slash := strings.IndexByte(version, '/'); slash >= 0 {
		return version[:slash], version[slash:]
	}
	return version, ""
}
