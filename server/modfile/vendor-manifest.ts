import { LineIndex } from "../text/line-index.ts";
import type { Span } from "../text/span.ts";
import { compareModVersions } from "../version/go-version.ts";
import { checkImportPath } from "../version/module-path.ts";
import { isSemver } from "../version/semver.ts";
import { fields, trimSpace } from "./go-text.ts";

/** A module of vendor/modules.txt, or a replacement of all versions of one (`version` empty). */
export interface VendoredModule {
  readonly path: string;
  readonly version: string;
  /** its first `# path version` line */
  readonly span: Span;
  /** whether the main module's go.mod (or one of the workspace's) requires it itself */
  readonly explicit: boolean;
  /** the module's go line */
  readonly go?: string;
  /** what go.mod replaced it by; without a version: a directory */
  readonly replacement?: { readonly path: string; readonly version: string };
  /** the import paths of the packages that are vendored, in the order of the file */
  readonly packages: readonly string[];
}

/** vendor/modules.txt. Frozen. */
export interface VendorManifest {
  readonly text: string;
  readonly lines: LineIndex;
  /** in the order of the file, each path and version once */
  readonly modules: readonly VendoredModule[];
  /** those that packages come from: the build list as far as it is known (modload's vendorList) */
  readonly providing: readonly VendoredModule[];
  /** the selected version by module path, of those modules (vendorVersion) */
  readonly selected: ReadonlyMap<string, string>;
}

interface Draft {
  path: string;
  version: string;
  span: Span;
  explicit: boolean;
  go?: string;
  replacement?: { readonly path: string; readonly version: string };
  readonly packages: string[];
}

/** Reads vendor/modules.txt as modload.readVendorList does: what it does not understand is passed over. */
export function parseVendorManifest(text: string): VendorManifest {
  const drafts = new Map<string, Draft>();
  const providing: Draft[] = [];
  const selected = new Map<string, string>();
  let module: Draft | undefined;
  for (let start = 0; start <= text.length; ) {
    const newline = text.indexOf("\n", start);
    const end = newline === -1 ? text.length : newline;
    const line = text.slice(start, end);
    if (line.startsWith("# ")) {
      const words = fields(line);
      // A line that is too short leaves the module as it is; one that is not understood ends it.
      if (words.length >= 3) module = readModule(drafts, words, { start, end: start + line.trimEnd().length });
    } else if (module !== undefined) {
      if (line.startsWith("## ")) {
        annotate(module, line.slice(3));
      } else {
        const [name, ...more] = fields(line);
        if (name !== undefined && more.length === 0 && checkImportPath(name) === undefined) {
          module.packages.push(name);
          const known = selected.get(module.path);
          if (known === undefined || compareModVersions(module.path, known, module.version) < 0) {
            providing.push(module);
            selected.set(module.path, module.version);
          }
        }
      }
    }
    start = end + 1;
  }
  const modules = [...drafts.values()];
  for (const draft of modules) {
    Object.freeze(draft.span);
    Object.freeze(draft.replacement);
    Object.freeze(draft.packages);
    Object.freeze(draft);
  }
  const lines = new LineIndex(text);
  Object.freeze(lines);
  return Object.freeze({
    text,
    lines,
    modules: Object.freeze(modules),
    providing: Object.freeze(providing),
    selected,
  });
}

/** A `# path version` line, perhaps with `=> path version` or `=> directory`, or `# path => …` without version. */
function readModule(drafts: Map<string, Draft>, words: readonly string[], span: Span): Draft | undefined {
  const [, path = "", third = ""] = words;
  const versioned = isSemver(third);
  if (!versioned && third !== "=>") return undefined;
  const version = versioned ? third : "";
  const key = `${path}\0${version}`;
  const draft = drafts.get(key) ?? { path, version, span, explicit: false, packages: [] };
  drafts.set(key, draft);
  const [arrow, target, targetVersion, ...more] = words.slice(versioned ? 3 : 2);
  if (arrow === "=>" && target !== undefined && more.length === 0) {
    if (targetVersion === undefined) draft.replacement = { path: target, version: "" };
    else if (isSemver(targetVersion)) draft.replacement = { path: target, version: targetVersion };
  }
  return draft;
}

/** `## explicit; go 1.21`: entries of several lines add up, and others are for the future. */
function annotate(module: Draft, annotations: string): void {
  for (const entry of annotations.split(";").map(trimSpace)) {
    if (entry === "explicit") module.explicit = true;
    if (entry.startsWith("go ")) module.go = entry.slice(3);
  }
}
