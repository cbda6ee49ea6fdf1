/** Every command with what it does, in the order of --help. */
export const commandSummaries = {
  check: "find mistakes in go.mod and go.work files (default)",
  merge: "join reports into one",
  graph: "print the module graph as go mod graph does",
  list: "print the modules of the build as go list -m all does",
  why: "say who requires a module, and what forces its version",
  whatif: "say what requiring a version would change",
  doctor: "say what in the environment keeps Go modules from working",
  mirror: "make a module proxy of files for where there is no network",
  explain: "show the documentation of a rule",
  "explain-error": "explain what the go command printed when it failed",
  rules: "list all rules",
  parse: "print files as go mod edit -json does",
  fmt: "format files as go mod edit -fmt does",
  init: "write a configuration to begin with",
  schema: "print the JSON schema of configurations",
  completion: "print a script that completes command lines in a shell",
  lsp: "run the language server",
  help: "show this, or the help of a command",
} as const;

export type CommandName = keyof typeof commandSummaries;

/** Names that may stand first on a command line. */
export const commandNames = Object.keys(commandSummaries) as readonly CommandName[];

export function isCommandName(word: string | undefined): word is CommandName {
  return word !== undefined && Object.hasOwn(commandSummaries, word);
}
