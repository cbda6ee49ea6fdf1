/**
 * Whether a path is one of a pattern's, as `.gitignore` has it: `*` and `?` within a name, `[abc]`, `**` for any folders, and `{a,b}`. A
 * pattern without a slash names a file or folder anywhere; one with a slash is relative to where the pattern stands. A folder stands for
 * all that is in it.
 *
 * A pattern comes with the folder, from whoever made it. So it is no regular expression, which could be made to try for hours: all places in
 * the pattern that a path may have come to are kept at once, and the time is at most the product of both lengths.
 * @returns a test for relative paths with `/` between their parts
 */
export function globMatcher(pattern: string): (path: string) => boolean {
  const trimmed = pattern.replace(/^\.\//, "").replace(/\/+$/, "");
  const anywhere = !trimmed.includes("/");
  const program: Instruction[] = [];
  if (anywhere) addFolders(program);
  compile(trimmed.replace(/^\//, ""), program);
  // What lies in a folder that fits.
  program.push([program.length + 1, program.length + 5], (c) => c === "/");
  addAny(program, () => true);
  return (path) => run(program, path);
}

/** A character that is wanted before the next instruction; or the instructions, by number, of which each may be the next. */
type Instruction = ((character: string) => boolean) | number[];

/** `*`: any characters that are wanted, or none. */
function addAny(program: Instruction[], wanted: (character: string) => boolean): void {
  const at = program.length;
  program.push([at + 1, at + 3], wanted, [at]);
}

/** Any folders, or none. */
function addFolders(program: Instruction[]): void {
  const at = program.length;
  program.push([at + 1, at + 5]);
  addAny(program, () => true);
  program.push((c) => c === "/");
}

function compile(pattern: string, program: Instruction[]): void {
  /** of each open brace: where its choices begin, and the jumps behind it */
  const braces: { readonly choices: number[]; readonly ends: number[][] }[] = [];
  const close = (): void => {
    for (const jump of braces.pop()?.ends ?? []) jump.push(program.length);
  };
  const add = (wanted: string): void => void program.push((c) => c === wanted);
  for (let at = 0; at < pattern.length; ) {
    // Repeated, they mean the same and only cost time.
    const folders = /^(?:\*\*\/)+/.exec(pattern.slice(at))?.[0];
    if (folders !== undefined && (at === 0 || pattern[at - 1] === "/")) {
      addFolders(program);
      at += folders.length;
      continue;
    }
    const stars = /^\*+/.exec(pattern.slice(at))?.[0];
    if (stars !== undefined) {
      const whole = stars.length > 1 && (at === 0 || pattern[at - 1] === "/") && at + stars.length === pattern.length;
      addAny(program, whole ? () => true : (c) => c !== "/");
      at += stars.length;
      continue;
    }
    const set = /^\[([!^])?(\]?[^\]/]*)\]/.exec(pattern.slice(at));
    const characters = set === null ? undefined : characterSet(set[2] ?? "", set[1] !== undefined);
    if (set !== null && characters !== undefined) {
      program.push((c) => c !== "/" && characters.test(c));
      at += set[0].length;
      continue;
    }
    const c = String.fromCodePoint(pattern.codePointAt(at) ?? 0);
    at += c.length;
    const brace = braces.at(-1);
    if (c === "?") program.push((other) => other !== "/");
    else if (c === "{" && pattern.indexOf("}", at) !== -1) {
      const choices = [program.length + 1];
      braces.push({ choices, ends: [] });
      program.push(choices);
    } else if (c === "}" && brace !== undefined) close();
    else if (c === "," && brace !== undefined) {
      const jump: number[] = [];
      program.push(jump);
      brace.ends.push(jump);
      brace.choices.push(program.length);
    } else if (c === "\\" && at < pattern.length) {
      const escaped = String.fromCodePoint(pattern.codePointAt(at) ?? 0);
      add(escaped);
      at += escaped.length;
    } else add(c);
  }
  while (braces.length > 0) close();
}

function run(program: readonly Instruction[], path: string): boolean {
  const reached = new Int32Array(program.length + 1).fill(-1);
  let places: number[] = [];
  let step = 0;
  /** Adds the instructions that want a character, or the end, to the list. */
  const reach = (start: number, list: number[]): void => {
    const open = [start];
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      if (reached[at] === step) continue;
      reached[at] = step;
      const instruction = program[at];
      if (Array.isArray(instruction)) open.push(...instruction);
      else list.push(at);
    }
  };
  reach(0, places);
  for (const c of path) {
    if (places.length === 0) return false;
    step++;
    const next: number[] = [];
    for (const at of places) {
      const wanted = program[at];
      if (typeof wanted === "function" && wanted(c)) reach(at + 1, next);
    }
    places = next;
  }
  return places.includes(program.length);
}

/** `[a-c]`; undefined where that is none, such as `[]` and `[z-a]`. */
function characterSet(characters: string, not: boolean): RegExp | undefined {
  if (characters === "") return undefined;
  try {
    return new RegExp(`^[${not ? "^" : ""}${characters.replace(/[\\\]^[]/g, "\\$&")}]$`, "su");
  } catch {
    return undefined;
  }
}
