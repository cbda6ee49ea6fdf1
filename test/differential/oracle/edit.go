package main

import (
	"errors"
	"fmt"

	"golang.org/x/mod/modfile"
	"golang.org/x/mod/module"
)

// requirement is one entry of SetRequire and SetRequireSeparateIndirect.
type requirement struct {
	Path     string `json:"path"`
	Version  string `json:"version"`
	Indirect bool   `json:"indirect"`
}

// edit is one call of a method of modfile.File or modfile.WorkFile: Do is its name, the other fields are its arguments.
type edit struct {
	Do         string        `json:"do"`
	Path       string        `json:"path"`
	Version    string        `json:"version"`
	Indirect   bool          `json:"indirect"`
	NewPath    string        `json:"newPath"`
	NewVersion string        `json:"newVersion"`
	Low        string        `json:"low"`
	High       string        `json:"high"`
	Text       string        `json:"text"` // a rationale or a comment
	Key        string        `json:"key"`
	Value      string        `json:"value"`
	Require    []requirement `json:"require"`
	Use        []string      `json:"use"`
}

func (e edit) requirements() []*modfile.Require {
	list := make([]*modfile.Require, len(e.Require))
	for i, r := range e.Require {
		list[i] = &modfile.Require{Mod: module.Version{Path: r.Path, Version: r.Version}, Indirect: r.Indirect}
	}
	return list
}

func (e edit) interval() modfile.VersionInterval {
	return modfile.VersionInterval{Low: e.Low, High: e.High}
}

// errUnknownEdit says that the request is wrong, not the edit.
var errUnknownEdit = errors.New("unknown edit")

// done makes a step of a method that cannot fail.
func done(call func()) error {
	call()
	return nil
}

func applyToMod(f *modfile.File, e edit) error {
	switch e.Do {
	case "AddModuleStmt":
		return f.AddModuleStmt(e.Path)
	case "AddComment":
		return done(func() { f.AddComment(e.Text) })
	case "AddGoStmt":
		return f.AddGoStmt(e.Version)
	case "DropGoStmt":
		return done(f.DropGoStmt)
	case "AddToolchainStmt":
		return f.AddToolchainStmt(e.Version)
	case "DropToolchainStmt":
		return done(f.DropToolchainStmt)
	case "AddGodebug":
		return f.AddGodebug(e.Key, e.Value)
	case "DropGodebug":
		return f.DropGodebug(e.Key)
	case "AddRequire":
		return f.AddRequire(e.Path, e.Version)
	case "AddNewRequire":
		return done(func() { f.AddNewRequire(e.Path, e.Version, e.Indirect) })
	case "SetRequire":
		return done(func() { f.SetRequire(e.requirements()) })
	case "SetRequireSeparateIndirect":
		return done(func() { f.SetRequireSeparateIndirect(e.requirements()) })
	case "DropRequire":
		return f.DropRequire(e.Path)
	case "AddExclude":
		return f.AddExclude(e.Path, e.Version)
	case "DropExclude":
		return f.DropExclude(e.Path, e.Version)
	case "AddReplace":
		return f.AddReplace(e.Path, e.Version, e.NewPath, e.NewVersion)
	case "DropReplace":
		return f.DropReplace(e.Path, e.Version)
	case "AddRetract":
		return f.AddRetract(e.interval(), e.Text)
	case "DropRetract":
		return f.DropRetract(e.interval())
	case "AddTool":
		return f.AddTool(e.Path)
	case "DropTool":
		return f.DropTool(e.Path)
	case "AddIgnore":
		return f.AddIgnore(e.Path)
	case "DropIgnore":
		return f.DropIgnore(e.Path)
	case "SortBlocks":
		return done(f.SortBlocks)
	case "Cleanup":
		return done(f.Cleanup)
	}
	return fmt.Errorf("%w %q of a go.mod file", errUnknownEdit, e.Do)
}

func applyToWork(f *modfile.WorkFile, e edit) error {
	switch e.Do {
	case "AddGoStmt":
		return f.AddGoStmt(e.Version)
	case "DropGoStmt":
		return done(f.DropGoStmt)
	case "AddToolchainStmt":
		return f.AddToolchainStmt(e.Version)
	case "DropToolchainStmt":
		return done(f.DropToolchainStmt)
	case "AddGodebug":
		return f.AddGodebug(e.Key, e.Value)
	case "DropGodebug":
		return f.DropGodebug(e.Key)
	case "AddUse":
		return f.AddUse(e.Path, "")
	case "SetUse":
		uses := make([]*modfile.Use, len(e.Use))
		for i, path := range e.Use {
			uses[i] = &modfile.Use{Path: path}
		}
		return done(func() { f.SetUse(uses) })
	case "DropUse":
		return f.DropUse(e.Path)
	case "AddReplace":
		return f.AddReplace(e.Path, e.Version, e.NewPath, e.NewVersion)
	case "DropReplace":
		return f.DropReplace(e.Path, e.Version)
	case "SortBlocks":
		return done(f.SortBlocks)
	case "Cleanup":
		return done(f.Cleanup)
	}
	return fmt.Errorf("%w %q of a go.work file", errUnknownEdit, e.Do)
}

type editRequest struct {
	opField
	source
	Kind  string `json:"kind"` // "mod" or "work"
	Edits []edit `json:"edits"`
}

type editAnswer struct {
	Text   *string `json:"text"`
	Reason *string `json:"reason"` // why there is no text: the file or an edit was rejected
}

// editText applies the edits in turn, then Cleanup and Format. "go mod edit" also sorts: the last edit is SortBlocks then.
func editText(request editRequest) (any, error) {
	text, err := request.bytes()
	if err != nil {
		return nil, err
	}
	var edited []byte
	switch request.Kind {
	case "mod":
		edited, err = editMod(text, request.Edits)
	case "work":
		edited, err = editWork(text, request.Edits)
	default:
		return nil, fmt.Errorf("unknown kind %q", request.Kind)
	}
	if errors.Is(err, errUnknownEdit) {
		return nil, err
	}
	if err != nil {
		return editAnswer{Reason: reason(err)}, nil
	}
	return editAnswer{Text: request.spell(edited)}, nil
}

func editMod(text []byte, edits []edit) ([]byte, error) {
	file, err := modfile.Parse("go.mod", text, nil)
	if err != nil {
		return nil, err
	}
	for _, e := range edits {
		if err := applyToMod(file, e); err != nil {
			return nil, err
		}
	}
	file.Cleanup()
	return file.Format()
}

func editWork(text []byte, edits []edit) ([]byte, error) {
	file, err := modfile.ParseWork("go.work", text, nil)
	if err != nil {
		return nil, err
	}
	for _, e := range edits {
		if err := applyToWork(file, e); err != nil {
			return nil, err
		}
	}
	file.Cleanup()
	return modfile.Format(file.Syntax), nil
}
