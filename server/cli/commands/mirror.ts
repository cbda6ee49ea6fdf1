import { pathsOf, wayDown, withSlashes } from "../../environment/file-paths.ts";
import type { GoEnv } from "../../environment/go-env.ts";
import type { Host } from "../../host/host.ts";
import { mirrorOrigin } from "../../mirror/origin.ts";
import { type Purpose, planMirror, purposes, type Wanted } from "../../mirror/plan.ts";
import { runMirror } from "../../mirror/run-mirror.ts";
import { readSums } from "../../mirror/sums.ts";
import { moduleFiles } from "../../sources/module-cache.ts";
import type { UsageError } from "../arguments.ts";
import { defineCommand } from "../command.ts";
import { displayName } from "../inputs.ts";
import { type ExitCode, graver } from "../io.ts";
import { complain, usage } from "../messages.ts";
import { mirrorExit, mirrorJson, mirrorText } from "../mirror-report.ts";
import { withModule } from "../module-file.ts";
import { formatOf, formatOption } from "../output-format.ts";
import { withProgress } from "../progress.ts";
import { uriReference } from "../reporters/uri.ts";

export const mirror = defineCommand({
  name: "mirror",
  usage: ["mirror [OPTIONS] DIR [PATH…]"],
  description: [
    "Brings the directory DIR to hold all that the go command asks a module proxy for when it works with the modules at each PATH (a go.mod or go.work, or a directory of a module; default: the working directory): .mod, .info and .zip files and lists of versions, from the module cache and from the file proxies of GOPROXY, with --online from its other proxies, too. Copied to a machine without a network, or served by any web server, DIR is the GOPROXY there.",
    "Every file is checked against go.sum; what go.sum does not know is said. Modules that only version control has must be in the module cache; the command that brings them there is shown.",
    "Each file is written whole or not at all, and a file that is right stays as it is: a run that was ended goes on where it was, and DIR may hold what several modules need. Nothing is removed.",
  ],
  options: {
    check: { type: "boolean", help: "say what is missing or differs, and write nothing" },
    for: {
      type: "string",
      placeholder: "PURPOSE",
      values: purposes,
      help: "build (default): go build, test, list, mod download; tidy: go mod tidy, too; all: the files of every module of the build list",
    },
    format: formatOption,
    online: { type: "boolean", help: "ask the proxies of GOPROXY for what is not on this machine" },
  },
  exits: {
    0: "DIR has everything",
    1: "with --check: something is missing or differs",
    2: "the command line or a setting makes no sense, or there is no module",
    3: "something is in no source, is not what go.sum says, or could not be read or written; all else was written",
  },
  examples: {
    "gomod-lint mirror /srv/goproxy": "what the module here needs, from the module cache",
    "gomod-lint mirror --online --for all /srv/goproxy go.work": "of a workspace everything, from the proxies, too",
    "gomod-lint mirror --check /srv/goproxy services/*/go.mod": "in CI: is the mirror up to date?",
  },
  async run(values, [operand, ...paths], io) {
    if (operand === undefined || operand === "") return usage(io, { usage: "which DIR?" }, "mirror");
    const format = formatOf(values.format);
    if (typeof format === "object") return usage(io, format, "mirror");
    const purpose = purposeOf(values.for);
    if (typeof purpose === "object") return usage(io, purpose, "mirror");
    const { check = false, online = false } = values;
    if (check && online) return usage(io, { usage: "--check looks at DIR alone: without --online" }, "mirror");
    const directory = pathsOf(io.host).resolve(io.host.cwd, operand);

    const wanted: Wanted[] = [];
    let env: GoEnv | undefined;
    let exit: ExitCode = 0;
    for (const path of paths.length === 0 ? [undefined] : paths) {
      const code = await withModule(io, "mirror", path, { offline: !online }, ({ graph, found }) => {
        env ??= found.env;
        if (graph.declared !== graph.effective) {
          const name = displayName(io.host, found.documents[0].path);
          complain(io, `${name} has to change before the go command builds; the mirror is for what it will be then`, tidyHint);
        }
        wanted.push({ graph, sums: readSums(io.host, found.sums) });
        return 0;
      });
      exit = graver(exit, code);
    }
    // A mirror without what one PATH needs would look as if it had everything.
    if (exit !== 0 || env === undefined) return exit;
    const unusable = checkDirectory(io.host, directory, operand, env);
    if (unusable !== undefined) return usage(io, unusable, "mirror");

    const plan = planMirror(wanted, purpose, moduleFiles());
    const origin = mirrorOrigin(io.host, env, online);
    const mode = check ? "check" : "write";
    const report = await withProgress(
      io,
      (onProgress) => runMirror(io.host, plan, origin, { directory, mode, online, onProgress, breathe: io.breathe }),
      check ? "checking" : "mirroring",
    );
    for (const note of origin.notes()) complain(io, note);
    const url = uriReference(withSlashes(io.host, directory));
    const result = { directory, url, mode, online, purpose, plan, report } as const;
    io.stdout.write(format === "json" ? mirrorJson(result) : mirrorText(result));
    return mirrorExit(result);
  },
});

const tidyHint = "gomod-lint check --fix, or go mod tidy, writes it; then mirror again";

function purposeOf(value = "build"): Purpose | UsageError {
  const known = purposes.find((purpose) => purpose === value);
  return known ?? { usage: `unknown purpose ${JSON.stringify(value)}`, hint: `--for takes ${purposes.join(", ")}` };
}

/** DIR must be a directory, or become one, and not the module cache, which is the go command's alone. */
function checkDirectory(host: Host, directory: string, spelled: string, env: GoEnv): UsageError | undefined {
  const kind = host.kind(directory);
  if (kind === "file" || kind === "other") return { usage: `${spelled} is not a directory` };
  const real = (path: string): string => host.realPath(path) ?? path;
  const cache = env.get("GOMODCACHE").value;
  if (cache === "") return undefined;
  const inCache = wayDown(host, real(cache), real(directory)) !== undefined;
  return inCache ? { usage: `${spelled} lies in the module cache (${cache})`, hint: "name another directory" } : undefined;
}
