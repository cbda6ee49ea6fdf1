import { pathsOf } from "../environment/file-paths.ts";
import { readGoEnv } from "../environment/go-env.ts";
import { isIn, knownRetractions, newestFirst } from "../features/completion/versions.ts";
import type { RefactoringPort, WorkPlace } from "../features/refactoring.ts";
import { directoryPath } from "../graph/replacement.ts";
import { compareSemver, isSemver } from "../version/semver.ts";
import type { OpenDocument } from "./open-documents.ts";
import type { Session } from "./session.ts";

/** What refactorings of a document may ask, answered from the disk. */
export function refactoringPort(session: Session, document: OpenDocument): RefactoringPort {
  return { versions: (modulePath) => knownVersions(session, modulePath), work: () => workPlace(session, document) };
}

/** The versions that this machine knows or a proxy has named, ascending, but those that the newest retracts, as far as its go.mod is here. */
export function knownVersions({ live: { listings } }: Session, modulePath: string): readonly string[] {
  const versions = [...listings.versions(modulePath)].filter(isSemver).sort(compareSemver);
  const retractions = knownRetractions(listings, modulePath, newestFirst(versions));
  return versions.filter((version) => !retractions.some((retraction) => isIn(version, retraction)));
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
