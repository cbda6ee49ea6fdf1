import { redactAddresses } from "./proxy-list.ts";

/** One flag of GOFLAGS. */
export interface GoFlag {
  /** without its dashes */
  readonly name: string;
  /** undefined for a flag without `=` */
  readonly value: string | undefined;
}

export interface GoFlags {
  readonly flags: readonly GoFlag[];
  /** what the go command says of GOFLAGS, without its `go: `, where it stops there; flags behind it are not read */
  readonly problem?: string;
}

/**
 * Reads GOFLAGS (base.InitGOFLAGS): words at spaces, a word in quotes taken whole, each of the form `-name`, `--name` or with `=value`.
 * The first word that is no flag, or that no go command has, ends it.
 *
 * @param version of the go command, such as `go1.26.8`: flags that a newer one than 1.26 has are not known here and pass
 */
export function parseGoFlags(text: string, version?: string): GoFlags {
  const words = splitQuoted(text);
  if (typeof words === "string") return { flags: [], problem: `parsing $GOFLAGS: ${words}` };
  const complete = Number(/^go1\.(\d+)/.exec(version ?? "")?.[1] ?? lastKnownMinor) <= lastKnownMinor;
  const flags: GoFlag[] = [];
  for (const word of words) {
    const match = /^--?([^-=][^=]*)(?:=(.*))?$/s.exec(word);
    if (match === null) return { flags, problem: `parsing $GOFLAGS: non-flag ${JSON.stringify(redactAddresses(word))}` };
    const [, name = "", value] = match;
    if (complete && !knownFlags.has(name)) return { flags, problem: `parsing $GOFLAGS: unknown flag -${name}` };
    flags.push({ name, value });
  }
  return { flags };
}

/** The value of a flag that takes one: the last non-empty wins, as flag.Set does in turn. Undefined where it is not set. */
export function flagValue(flags: GoFlags, name: string): string | undefined {
  return flags.flags.findLast((flag) => flag.name === name && flag.value !== undefined)?.value;
}

/** cmd/internal/quoted.Split: the words, or what is wrong. */
function splitQuoted(text: string): readonly string[] | string {
  const words: string[] = [];
  for (let at = 0; ; ) {
    while (isSpace(text[at])) at++;
    const first = text[at];
    if (first === undefined) return words;
    let end: number;
    if (first === '"' || first === "'") {
      end = text.indexOf(first, ++at);
      if (end < 0) return `unterminated ${first} string`;
      words.push(text.slice(at, end++));
    } else {
      for (end = at; end < text.length && !isSpace(text[end]); end++);
      words.push(text.slice(at, end));
    }
    at = end;
  }
}

function isSpace(char: string | undefined): boolean {
  return char === " " || char === "\t" || char === "\n" || char === "\r";
}

const lastKnownMinor = 26;

/** Every flag that some command of Go 1.26 has; those of `go test` also with `test.` in front. */
const knownFlags: ReadonlySet<string> = new Set(
  (
    "C a asan asmflags buildmode buildvcs c cache changed compat compiled compiler cover covermode coverpkg d debug-actiongraph " +
    "debug-runtime-trace debug-trace deps diff dropexclude dropgodebug dropignore dropreplace droprequire dropretract droptool " +
    "dropuse e exclude exec export f find fix fixtool fmt fuzzcache gccgoflags gcflags go godebug i ignore insecure installsuffix " +
    "json ldflags linkshared m mod modcache modcacherw modfile module msan n o overlay p pgo pkgdir print r race replace require " +
    "retract retracted reuse t tags test testcache tool toolchain toolexec trimpath u use vendor versions vet vettool w work x"
  )
    .split(" ")
    .concat(
      (
        "artifacts bench benchmem benchtime blockprofile blockprofilerate count coverprofile cpu cpuprofile failfast fullpath fuzz " +
        "fuzzminimizetime fuzztime list memprofile memprofilerate mutexprofile mutexprofilefraction outputdir parallel run short " +
        "shuffle skip timeout trace v"
      )
        .split(" ")
        .flatMap((name) => [name, `test.${name}`]),
    ),
);
