import { formatChain } from "../../analysis/describe.ts";
import { mend } from "../../doctor/mend.ts";
import { describeOrigin, type GoEnv, type GoVariable } from "../../environment/go-env.ts";
import { redactAddress, redactAddresses, redactProxyList } from "../../environment/proxy-list.ts";
import type { ModuleGraph } from "../../graph/module-graph.ts";
import { formatModule } from "../../graph/module-version.ts";
import { shortestPath } from "../../graph/paths.ts";
import { forcing } from "../../graph/requirers.ts";
import type { ModFile, Replacement } from "../../modfile/mod-file.ts";
import { matchPrefixPatterns } from "../../version/prefix-patterns.ts";

/** A module's go.mod or go.work as messages name it. */
export interface KnownFile {
  /** relative to the working directory where it lies below */
  readonly name: string;
  readonly file: ModFile;
}

/** What is known around a message: settings always, a graph where there is a module. */
export interface KnownOptions {
  readonly env: GoEnv;
  /** the main modules' go.mod files */
  readonly files: readonly KnownFile[];
  /** go.work in use, as messages name it */
  readonly workFile?: string | undefined;
  readonly graph?: ModuleGraph | undefined;
  /** what the rules find that makes the go command stop, a sentence each */
  readonly findings?: () => readonly string[];
  /** versions of a module on this machine, ascending, each with the go line of its go.mod */
  readonly cached?: (path: string) => readonly { readonly version: string; readonly go: string | undefined }[];
}

/** The same, asked in the words of messages. */
export interface Known extends KnownOptions {
  /** `NAME=value (where it is set)`, without passwords */
  setting(name: GoVariable): string;
  /** The command that sets a variable, or takes it back, where it is set now: `go env -w` does nothing against the environment. */
  change(name: GoVariable, value: string | undefined): string;
  /** The same for a list of patterns that gets one more. */
  add(name: GoVariable, pattern: string): string;
  /** Whether a module is asked of no public proxy, by GOPRIVATE or GONOPROXY. */
  isPrivate(path: string): boolean;
  /** A sentence with the chain of requirements that leads to a module, if there is one. */
  chain(path: string, version?: string): readonly string[];
  /** A sentence that says who forces the selected version. */
  forcedBy(path: string): readonly string[];
  selected(path: string): string | undefined;
  /** The longest module path of the graph that a package lies below. */
  moduleOf(packagePath: string): string | undefined;
  isMain(path: string): boolean;
  /** The replacement of a module, with where it stands. */
  replacement(path: string): { readonly place: string; readonly replacement: Replacement } | undefined;
  /** Where a module is required: `go.mod:7`. */
  required(path: string): string | undefined;
}

export function knownOf(options: KnownOptions): Known {
  const { env, files, graph } = options;
  const at = ({ name, file }: KnownFile, offset: number): string => `${name}:${file.lines.position(offset).line}`;
  const change = (name: GoVariable, value: string | undefined): string => mend(name, env.get(name), value);
  return {
    ...options,
    change,
    add(name, pattern) {
      const setting = env.setTo(name)?.value ?? "";
      return change(name, setting === "" ? pattern : `${setting},${pattern}`);
    },
    setting(name) {
      const { value, origin } = env.get(name);
      const shown =
        name === "GOPROXY"
          ? redactProxyList(value)
          : name === "GOSUMDB"
            ? value.replace(/\S+/g, redactAddress)
            : redactAddresses(value);
      return `${name}=${shown} (${describeOrigin(origin)})`;
    },
    isPrivate: (path) => matchPrefixPatterns(env.get("GONOPROXY").value, path),
    chain(path, version) {
      const node =
        graph === undefined
          ? undefined
          : version === undefined
            ? graph.selectedNode(path)
            : (graph.node(path, version) ?? graph.selectedNode(path));
      if (graph === undefined || node === undefined || node.version === "") return [];
      const chain = shortestPath(graph, node);
      if (chain.length < 2) return [];
      return chain.length === 2
        ? [`The main module requires ${formatModule(node)} itself${placeOf(this.required(path))}.`]
        : [`It is required by way of ${formatChain(chain)}.`];
    },
    forcedBy(path) {
      if (graph === undefined) return [];
      const selected = graph.selectedNode(path);
      if (selected === undefined || selected.version === "") return [];
      const names = forcing(graph, path).map(({ from }) => formatModule(from));
      if (names.length === 0) return [];
      const shown = names.length > 4 ? `${names.slice(0, 3).join(", ")} and ${names.length - 3} more` : names.join(", ");
      return [`The module graph selects ${formatModule(selected)}, which ${shown} ask${names.length === 1 ? "s" : ""} for.`];
    },
    selected: (path) => graph?.selectedNode(path)?.version || undefined,
    moduleOf(packagePath) {
      if (graph === undefined) return undefined;
      for (let path = packagePath; path !== ""; path = path.slice(0, Math.max(0, path.lastIndexOf("/")))) {
        if (graph.selectedNode(path) !== undefined) return path;
      }
      return undefined;
    },
    isMain: (path) => files.some(({ file }) => file.module?.path.value === path),
    replacement(path) {
      for (const known of files) {
        const replacement = known.file.replace.find(({ oldPath }) => oldPath.value === path);
        if (replacement !== undefined) return { place: at(known, replacement.span.start), replacement };
      }
      return undefined;
    },
    required(path) {
      for (const known of files) {
        const requirement = known.file.require.find((r) => r.path.value === path);
        if (requirement !== undefined) return at(known, requirement.span.start);
      }
      return undefined;
    },
  };
}

function placeOf(place: string | undefined): string {
  return place === undefined ? "" : ` (${place})`;
}
