import { pathsOf } from "../environment/file-paths.ts";
import { readGoEnv } from "../environment/go-env.ts";
import type { RefactoringPort, WorkPlace } from "../features/refactoring.ts";
import { isUnavailable } from "../graph/lookup.ts";
import { directoryPath } from "../graph/replacement.ts";
import type { SummaryRetraction } from "../modfile/mod-summary.ts";
import { compareSemver, semverPrerelease } from "../version/semver.ts";
import type { OpenDocument } from "./open-documents.ts";
import type { Session } from "./session.ts";

/** What refactorings of a document may ask, answered from the disk. */
export function refactoringPort(session: Session, document: OpenDocument): RefactoringPort {
  return { versions: (modulePath) => knownVersions(session, modulePath), work: () => workPlace(session, document) };
}

/** The versions of the module cache but those that the highest release among them retracts, as far as its go.mod is there. */
function knownVersions({ live }: Session, modulePath: string): readonly string[] {
  const { sources } = live.workspace;
  const versions = sources.versions(modulePath);
  const newest = versions.findLast((version) => semverPrerelease(version) === "") ?? versions.at(-1);
  const summary = newest === undefined ? undefined : sources.lookup({ path: modulePath, version: newest });
  if (summary === undefined || isUnavailable(summary) || summary.retract.length === 0) return versions;
  return versions.filter((version) => !summary.retract.some((retraction) => isIn(version, retraction)));
}

function isIn(version: string, { low, high }: SummaryRetraction): boolean {
  return compareSemver(low, version) <= 0 && compareSemver(version, high) <= 0;
}

function workPlace({ host, live }: Session, { path, isFile }: OpenDocument): WorkPlace | undefined {
  if (!isFile) return undefined;
  const paths = pathsOf(host);
  const directory = paths.dirname(path);
  const setting = readGoEnv(host, directory).get("GOWORK").value;
  if (setting === "off" || (setting !== "" && !paths.isAbsolute(setting))) return undefined;
  const place = setting === "" ? paths.join(directory, "go.work") : setting;
  const isThere = host.kind(place) !== "missing" || live.workspace.documents.isOpen(place);
  const document = isThere ? live.workspace.documents.get(place) : undefined;
  if (document !== undefined && ("failed" in document || document.file.kind === "mod")) return undefined;
  return {
    path: place,
    ...(document?.file.kind === "work" ? { file: document.file } : {}),
    use: (spelled) =>
      paths.isAbsolute(spelled)
        ? spelled
        : directoryPath(paths.relative(paths.dirname(place), paths.resolve(directory, spelled))),
  };
}
