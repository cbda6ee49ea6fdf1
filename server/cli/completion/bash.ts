import type { Argument, CompletedCommand } from "./model.ts";

/** A script for bash 4 and later: `source <(gomod-lint completion bash)`. */
export function bashScript(commands: readonly CompletedCommand[]): string {
  const names = commands.map(({ name }) => name);
  const values = commands.flatMap(({ name, options }) =>
    options.flatMap((option) => {
      if (option.argument === undefined) return [];
      const flags = [`--${option.name}`, ...(option.short === undefined ? [] : [`-${option.short}`])];
      return [`    ${flags.map((flag) => `${name}:${flag}`).join("|")}) ${offer(option.argument)}; return ;;`];
    }),
  );
  const options = commands.map(
    ({ name, options }) => `      ${name}) _gomod_lint_words "${options.map((option) => `--${option.name}`).join(" ")}" ;;`,
  );
  const operands = commands.map(({ name, operand }) => `    ${name}) ${offer(operand)} ;;`);
  return `# bash completion for gomod-lint; made by gomod-lint completion bash
_gomod_lint_words() {
  local candidate
  while IFS= read -r candidate; do COMPREPLY+=("$candidate"); done < <(compgen -W "$1" -- "$cur")
  # What ends in = goes on.
  if [[ \${#COMPREPLY[@]} -eq 1 && \${COMPREPLY[0]} == *= ]]; then compopt -o nospace 2>/dev/null; fi
}
_gomod_lint() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]} command= i
  COMPREPLY=()
  for ((i = 1; i < COMP_CWORD; i++)); do
    case \${COMP_WORDS[i]} in
      ${names.join("|")}) command=\${COMP_WORDS[i]}; break ;;
    esac
  done
  # --option=value is three words to bash.
  if [[ $cur == "=" ]]; then cur=; elif [[ $prev == "=" && COMP_CWORD -ge 2 ]]; then prev=\${COMP_WORDS[COMP_CWORD-2]}; fi
  case \${command:-check}:$prev in
${values.join("\n")}
  esac
  if [[ $cur == -* ]]; then
    case \${command:-check} in
${options.join("\n")}
    esac
    return
  fi
  if [[ -z $command ]]; then _gomod_lint_words "${names.join(" ")}"; return; fi
  case $command in
${operands.join("\n")}
  esac
}
complete -o bashdefault -o default -F _gomod_lint gomod-lint
`;
}

/** Files are what bash falls back to where nothing was offered. */
function offer(argument: Argument): string {
  return typeof argument === "string" ? ":" : `_gomod_lint_words "${argument.words.join(" ")}"`;
}
