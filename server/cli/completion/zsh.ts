import type { Argument, CompletedCommand, CompletedOption } from "./model.ts";

/** A script for zsh, as a file `_gomod-lint` in a folder of fpath, or sourced behind compinit. */
export function zshScript(commands: readonly CompletedCommand[]): string {
  const list = commands.map(({ name, summary }) => `    ${quote(`${name}:${summary}`)}`);
  const cases = commands.map(
    ({ name, options, operand }) =>
      `    ${name})\n      _arguments -s -S ${[...options.map(specification), quote(`*:${operandName(name)}:${action(operand)}`)].join(" \\\n        ")} ;;`,
  );
  return `#compdef gomod-lint
# zsh completion for gomod-lint; made by gomod-lint completion zsh
_gomod_lint() {
  local command=check
  local -a commands=(
${list.join("\n")}
  )
  if (( CURRENT == 2 )) && [[ $words[2] != -* ]]; then
    _describe -t commands command commands
    _files
    return
  fi
  if [[ -n \${commands[(r)\${words[2]}:*]} ]]; then
    command=$words[2]
    shift words
    (( CURRENT-- ))
  fi
  case $command in
${cases.join("\n")}
  esac
}
if [ "$funcstack[1]" = "_gomod-lint" ]; then _gomod_lint "$@"; else compdef _gomod_lint gomod-lint; fi
`;
}

function specification({ name, short, help, multiple, argument, placeholder }: CompletedOption): string {
  const rest = `[${help.replace(/[[\]:\\]/g, "\\$&")}]${argument === undefined ? "" : `:${placeholder.replaceAll(":", "\\:")}:${action(argument)}`}`;
  const long = `--${name}${argument === undefined ? "" : "="}`;
  if (short === undefined) return quote(`${multiple ? "*" : ""}${long}${rest}`);
  return `${quote(`(-${short} --${name})`)}{${quote(`-${short}${argument === undefined ? "" : "+"}`)},${quote(long)}}${quote(rest)}`;
}

function action(argument: Argument): string {
  if (argument === "file") return "_files";
  return argument === "anything" ? " " : `(${argument.words.join(" ")})`;
}

function operandName(command: string): string {
  return command === "explain" ? "rule" : "operand";
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
