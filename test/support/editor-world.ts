/** What the user of an editor meets: a go.mod with a dead replacement and an indirect requirement that is too low. */
export const editorGoMod = `module example.com/app

go 1.21

require (
	example.com/a v1.0.0
	example.com/b v1.0.0 // indirect
)

replace example.com/dead => example.com/fork v1.0.0
`;

/** The files of that module, in `app`, and of a module cache, `modcache`, that has what it needs. */
export const editorWorld: Readonly<Record<string, string>> = {
  "app/go.mod": editorGoMod,
  "app/main.go": "package main\n",
  "modcache/cache/download/example.com/a/@v/v1.0.0.mod": "module example.com/a\n\ngo 1.21\n\nrequire example.com/b v1.2.0\n",
  "modcache/cache/download/example.com/b/@v/v1.0.0.mod": "module example.com/b\n\ngo 1.21\n",
  "modcache/cache/download/example.com/b/@v/v1.2.0.mod": "module example.com/b\n\ngo 1.21\n",
};
