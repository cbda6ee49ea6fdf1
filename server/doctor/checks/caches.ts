import { describeOrigin } from "../../environment/go-env.ts";
import { bytesInWords, type Check } from "../check.ts";
import { mend } from "../mend.ts";
import type { DirectoriesFacts, WorkDirectory } from "../observe/directories.ts";
import { mountInWords } from "../observe/mounts.ts";

/** Below this much room a download or a build soon fails. */
const fewBytes = 200 * 1024 * 1024;
const fewFiles = 2000;

/** What must be written into the module cache yet: nothing, something, or not known. */
export type CacheNeed = "complete" | "incomplete" | "unknown";

/**
 * Whether the go command can use its caches and the directory for its work, and whether they are this project's own.
 *
 * @param placed whether to warn of a module cache that lies where it is in the way of a module
 */
export function checkCaches(facts: DirectoriesFacts, need: CacheNeed, placed: boolean): readonly Check[] {
  const wrong = facts.problems.map(
    ({ variable, setting, message, stops }): Check => ({
      system: "caches",
      status: "failed",
      subject: variable,
      observed: setting.value === "" ? "not set" : setting.value,
      origin: describeOrigin(setting.origin),
      reason: `${message}: ${stopped[stops]}`,
      remedy:
        setting.origin.from === "default" ? `export HOME=/absolute/path, or ${variable}=/absolute/path` : mend(variable, setting),
    }),
  );
  return [...wrong, ...facts.directories.map((directory) => checkDirectory(directory, facts, need, placed))];
}

const stopped = {
  "every-command": "every go command stops",
  "most-commands": "every go command but go env stops",
  fetching: "what fetches a module stops",
  building: "what builds stops",
} as const;

const uses = { GOMODCACHE: "module cache", GOCACHE: "build cache", GOTMPDIR: "temporary files" } as const;

function checkDirectory(directory: WorkDirectory, facts: DirectoriesFacts, need: CacheNeed, placed: boolean): Check {
  const { variable, setting, path, existing, exists, unwritable, space, mount } = directory;
  const room = space === undefined ? {} : { note: `${bytesInWords(space.free)} free` };
  const common = {
    system: "caches",
    subject: variable === "GOTMPDIR" && setting.origin.from === "default" ? "TMPDIR" : variable,
    observed: `${path}${exists ? "" : " (to be made)"}`,
    ...room,
    origin: describeOrigin(setting.origin),
    ...(mount === undefined ? {} : { details: [`mounted at ${mountInWords(mount)}`] }),
  } as const;
  if (unwritable !== undefined) {
    const needed = variable !== "GOMODCACHE" || need !== "complete";
    return {
      ...common,
      status: needed ? "failed" : "warned",
      reason: `${whyUnwritable(directory, facts)}: ${needed ? stops[variable] : "it has all that the build needs, but go get and go mod tidy stop where they fetch"}`,
      remedy: remedyOf(directory, facts),
    };
  }
  if (space !== undefined && (space.free < fewBytes || (space.freeFiles ?? fewFiles) < fewFiles)) {
    const left = space.free < fewBytes ? `${bytesInWords(space.free)} are` : `room for ${space.freeFiles} files is`;
    const remedy = `make room (${variable === "GOCACHE" ? "go clean -cache" : "go clean -modcache, go clean -cache"}), or let ${variable} name a larger file system`;
    return { ...common, status: "warned", reason: `only ${left} left for the ${uses[variable]} at ${existing}`, remedy };
  }
  if (variable === "GOTMPDIR" && mount?.options.split(/[ ,(:]+/).includes("noexec") === true) {
    return {
      ...common,
      status: "warned",
      reason: `nothing that lies there may be executed (${mount.point} is mounted noexec): go test stops`,
      remedy: mend("GOTMPDIR", { ...setting, origin: { from: "process" } }, "/another/folder"),
    };
  }
  const shared = placed && variable === "GOMODCACHE" ? placement(directory, facts) : undefined;
  return shared === undefined ? { ...common, status: "passed" } : { ...common, status: "warned", ...shared };
}

const stops = {
  GOMODCACHE: "modules can be neither fetched nor unpacked",
  GOCACHE: "go build, go test and go vet stop",
  GOTMPDIR: "go build and go test stop, for they work there",
} as const;

function whyUnwritable({ existing, unwritable, owner, mount }: WorkDirectory, { uid }: DirectoriesFacts): string {
  const detail = unwritable?.detail ?? "";
  if (unwritable?.failed === "no-space") return `no room is left on the file system of ${existing} (${detail})`;
  if (unwritable?.failed === "not-regular") return `${existing} is no directory`;
  if (detail === "EROFS")
    return `${existing} lies on a file system that is mounted read-only${mount === undefined ? "" : ` at ${mount.point}`}`;
  const whose =
    owner === undefined || uid === undefined || owner === uid ? "" : `, which belongs to user ${owner}; this is user ${uid}`;
  return `${existing} may not be written (${detail})${whose}`;
}

function remedyOf({ variable, setting, existing, unwritable, owner }: WorkDirectory, { uid }: DirectoriesFacts): string {
  const other =
    variable === "GOTMPDIR" && setting.origin.from === "default"
      ? "export TMPDIR=/writable/folder"
      : mend(variable, setting, "/writable/folder");
  if (unwritable?.failed === "no-space") return `make room (go clean -cache), or ${other}`;
  if (unwritable?.detail === "EROFS") return `${other}, or mount it writable`;
  if (owner !== undefined && uid !== undefined && owner !== uid) return `chown -R ${uid} ${existing} (as its owner), or ${other}`;
  return `chmod -R u+w ${existing}, or ${other}`;
}

/** A module cache that is in the way of a project, this one or another. */
function placement(
  { path, insideModule }: WorkDirectory,
  { modules, directories }: DirectoriesFacts,
): Pick<Check, "reason" | "remedy"> | undefined {
  const remedy = "go env -w GOMODCACHE=/a/folder/of/its/own";
  if (directories.some((other) => other.variable === "GOCACHE" && other.path === path)) {
    return { reason: "it is the build cache, too: go clean of one removes the other", remedy };
  }
  const within = modules.find((directory) => path === directory || path.startsWith(`${directory}/`));
  if (within !== undefined) {
    // The go command passes over directories with such names.
    const hidden = path
      .slice(within.length + 1)
      .split("/")
      .some((name) => /^[._]/.test(name) || name === "testdata");
    return hidden
      ? undefined
      : { reason: `it lies in the module's own folder, so that ./... and go mod tidy look through it`, remedy };
  }
  const inCache = modules.find((directory) => directory.startsWith(`${path}/`));
  if (inCache !== undefined) {
    return {
      reason: `the module itself lies in it (${inCache}): go clean -modcache would remove it`,
      remedy: "copy the module to another folder",
    };
  }
  if (insideModule !== undefined) {
    return { reason: `it lies in the folder of another module (${insideModule}): whoever cleans that folder removes it`, remedy };
  }
  return undefined;
}
