import { LineIndex } from "../text/line-index.ts";
import { type Arguments, argumentSpan, stringArgument } from "./arguments.ts";
import { deprecation, directiveComment, isIndirect } from "./comments.ts";
import {
  onlyArgument,
  readGo,
  readGodebug,
  readInterval,
  readModuleVersion,
  readPath,
  readReplacement,
  readToolchain,
} from "./directives.ts";
import { freezeFile } from "./freeze.ts";
import type {
  Exclusion,
  Godebug,
  ModFile,
  ModuleDirective,
  PathDirective,
  Replacement,
  Requirement,
  Retraction,
  VersionDirective,
  WorkFile,
} from "./mod-file.ts";
import { addError, covering, isFull, newReport, type Report, reportError } from "./report.ts";
import type { Block, FileSyntax, Line, SyntaxProblem } from "./syntax.ts";
import { unknownBlock, unknownDirective } from "./unknown-directive.ts";

/** What is read so far; `undefined` for what a file may have once. */
interface Draft {
  moduleLine?: Line;
  module?: ModuleDirective;
  go?: VersionDirective;
  toolchain?: VersionDirective;
  readonly godebug: Godebug[];
  readonly require: Requirement[];
  readonly exclude: Exclusion[];
  readonly replace: Replacement[];
  readonly retract: Retraction[];
  readonly tool: PathDirective[];
  readonly ignore: PathDirective[];
  readonly use: PathDirective[];
}

/** Verbs that may open a block. */
const modBlocks = new Set(["module", "godebug", "require", "exclude", "replace", "retract", "tool", "ignore"]);
const workBlocks = new Set(["godebug", "use", "replace"]);
/** Verbs that ParseLax does not pass over. */
const laxVerbs = new Set(["go", "module", "retract", "require", "ignore"]);

/** The system that a file is read on: Go takes backslashes in a replacement's directory only where they part directories. */
export interface ReadingOptions {
  readonly windows?: boolean;
}

/**
 * The meaning of a go.mod file (modfile.Parse without a version fixer): accepts what it accepts, and otherwise has an error on each
 * line where it has one.
 */
export function readModFile(syntax: FileSyntax, options: ReadingOptions = {}): ModFile {
  return freezeFile(readMod(syntax, false, options.windows === true));
}

/** The same with the meaning of modfile.ParseLax, not frozen: what matters only in a main module is passed over, wrong or not. */
export function readLaxModFile(syntax: FileSyntax): ModFile {
  return readMod(syntax, true, false);
}

function readMod(syntax: FileSyntax, lax: boolean, windows: boolean): ModFile {
  const report = newReport(new LineIndex(syntax.text), windows);
  const draft = newDraft();
  forEachLine(syntax, modBlocks, lax ? undefined : unknownBlockIn(report, "mod"), (line, verb, block) => {
    const tokens = block === undefined ? line.tokens.slice(1) : line.tokens;
    if (!lax || laxVerbs.has(verb)) addToMod(report, draft, { line, verb, tokens }, block, lax);
  });
  const { module, go, toolchain, godebug, require, exclude, replace, retract, tool, ignore } = draft;
  return {
    kind: "mod",
    ...common(syntax, report),
    ...(module && { module }),
    ...(go && { go }),
    ...(toolchain && { toolchain }),
    godebug,
    require,
    exclude,
    replace,
    retract,
    tool,
    ignore,
  };
}

/** The meaning of a go.work file (modfile.ParseWork without a version fixer). */
export function readWorkFile(syntax: FileSyntax, options: ReadingOptions = {}): WorkFile {
  const report = newReport(new LineIndex(syntax.text), options.windows === true);
  const draft = newDraft();
  forEachLine(syntax, workBlocks, unknownBlockIn(report, "work"), (line, verb, block) => {
    addToWork(report, draft, { line, verb, tokens: block === undefined ? line.tokens.slice(1) : line.tokens }, block);
  });
  const { go, toolchain, godebug, replace, use } = draft;
  return freezeFile<WorkFile>({
    kind: "work",
    ...common(syntax, report),
    ...(go && { go }),
    ...(toolchain && { toolchain }),
    godebug,
    replace,
    use,
  });
}

function newDraft(): Draft {
  return { godebug: [], require: [], exclude: [], replace: [], retract: [], tool: [], ignore: [], use: [] };
}

function common(syntax: FileSyntax, { lines, errors, unresolved }: Report) {
  const all: SyntaxProblem[] = [...syntax.errors, ...errors];
  if (syntax.errors.length > 0) all.sort((a, b) => a.span.start - b.span.start);
  return { text: syntax.text, lines, syntax, errors: all, unresolved };
}

type UnknownBlock = (block: Block) => void;

function unknownBlockIn(report: Report, kind: "mod" | "work"): UnknownBlock {
  return (block) => {
    const [first] = block.tokens;
    const last = block.tokens.at(-1);
    const span = first === undefined || last === undefined ? block.span : covering(first.span, last.span);
    addError(report, { span, message: unknownBlock(block, kind) });
  };
}

/** Calls `visit` for each line with its verb and block; a block of another kind is passed over, its lines with it. */
function forEachLine(
  syntax: FileSyntax,
  blocks: ReadonlySet<string>,
  unknown: UnknownBlock | undefined,
  visit: (line: Line, verb: string, block: Block | undefined) => void,
): void {
  for (const statement of syntax.statements) {
    if (statement.kind === "line") {
      if (statement.damaged === undefined) visit(statement, statement.tokens[0]?.text ?? "", undefined);
    } else if (statement.kind === "block") {
      const verb = statement.tokens[0]?.text ?? "";
      if (statement.tokens.length > 1 || !blocks.has(verb)) {
        unknown?.(statement);
        continue;
      }
      for (const line of statement.lines) if (line.damaged === undefined) visit(line, verb, statement);
    }
  }
}

/** One directive of go.mod (modfile's File.add). */
function addToMod(report: Report, draft: Draft, input: Arguments, block: Block | undefined, lax: boolean): void {
  const { line, verb } = input;
  const { span } = line;
  switch (verb) {
    case "module":
      addModule(report, draft, input, block);
      return;
    case "require":
    case "exclude": {
      const read = readModuleVersion(report, input);
      if (read === undefined) return;
      if (verb === "require") draft.require.push({ span, line, ...read, indirect: isIndirect(line) });
      else draft.exclude.push({ span, line, ...read });
      return;
    }
    case "retract":
      addRetraction(report, draft, input, block, lax);
      return;
    case "tool":
      push(draft.tool, readPath(report, input, "the path of a package"));
      return;
    case "ignore":
      push(draft.ignore, readPath(report, input, "a directory"));
      return;
    default:
      addCommon(report, draft, input, block, lax ? "lax" : "mod");
  }
}

/** One directive of go.work (modfile's WorkFile.add). */
function addToWork(report: Report, draft: Draft, input: Arguments, block: Block | undefined): void {
  if (input.verb === "use") push(draft.use, readPath(report, input, "the directory of a module"));
  else addCommon(report, draft, input, block, "work");
}

function addCommon(report: Report, draft: Draft, input: Arguments, block: Block | undefined, kind: "mod" | "work" | "lax"): void {
  const { line, verb } = input;
  switch (verb) {
    case "go":
      if (draft.go !== undefined) repeated(report, line, verb, draft.go.line);
      else set(draft, "go", readGo(report, input, kind === "lax"));
      return;
    case "toolchain":
      if (draft.toolchain !== undefined) repeated(report, line, verb, draft.toolchain.line);
      else set(draft, "toolchain", readToolchain(report, input));
      return;
    case "godebug":
      push(draft.godebug, readGodebug(report, input));
      return;
    case "replace":
      push(draft.replace, readReplacement(report, input));
      return;
    default: {
      if (isFull(report)) return;
      const span = block === undefined ? (line.tokens[0]?.span ?? line.span) : line.span;
      reportError(report, line, span, unknownDirective(verb, kind === "work" ? "work" : "mod"));
    }
  }
}

function addModule(report: Report, draft: Draft, input: Arguments, block: Block | undefined): void {
  const { line } = input;
  if (draft.moduleLine !== undefined) {
    repeated(report, line, "module", draft.moduleLine);
    return;
  }
  // Even a line that is wrong counts as the file's module line.
  draft.moduleLine = line;
  const token = onlyArgument(report, input, "the path of the module");
  const path = token && stringArgument(report, line, token);
  if (path === undefined) return;
  const deprecated = deprecation(directiveComment(block, line));
  draft.module = { span: line.span, line, path, ...(deprecated !== "" && { deprecated }) };
}

function addRetraction(report: Report, draft: Draft, input: Arguments, block: Block | undefined, lax: boolean): void {
  const { line } = input;
  // Forms that a later Go may have must not make a dependency unreadable.
  const interval = readInterval(lax ? newReport(report.lines, false) : report, input);
  if (interval === undefined) return;
  const { low, high, rest } = interval;
  const [extra] = rest;
  if (extra !== undefined && !lax) {
    const span = argumentSpan(input, input.tokens.indexOf(extra));
    reportError(report, line, span, "nothing may follow the version but a comment");
    return;
  }
  draft.retract.push({ span: line.span, line, low, high, rationale: directiveComment(block, line) });
}

function repeated(report: Report, line: Line, verb: string, first: Line): void {
  const at = report.lines.position(first.span.start).line;
  reportError(report, line, line.span, `${verb} is already set on line ${at}: only one ${verb} line is allowed`);
}

function push<T>(list: T[], item: T | undefined): void {
  if (item !== undefined) list.push(item);
}

function set(draft: Draft, key: "go" | "toolchain", value: VersionDirective | undefined): void {
  if (value !== undefined) draft[key] = value;
}
