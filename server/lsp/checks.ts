import { pathsOf } from "../environment/file-paths.ts";
import type { Host } from "../host/host.ts";
import type { LiveWorkspace } from "./live-workspace.ts";
import type { OpenDocument } from "./open-documents.ts";
import type { Report, Reporter } from "./reporter.ts";
import { pathOfUri } from "./uris.ts";
import { breathe } from "./wait.ts";
import type { WorkspaceFolders } from "./workspace-folders.ts";

export interface ChecksPort {
  readonly host: Host;
  readonly live: LiveWorkspace;
  readonly reporter: Reporter;
  readonly folders: WorkspaceFolders;
}

/** Reports on files, whether they are open or not: those of the disk are checked once until something that they were checked with changes. */
export class Checks {
  readonly #port: ChecksPort;
  /** files of the disk that were checked, with the absolute paths of the directories that they replace modules by, or use */
  readonly #checked = new Map<string, readonly string[]>();

  constructor(port: ChecksPort) {
    this.#port = port;
  }

  /** The findings that stand in a file. May take as long as loading a graph. */
  report(uri: string): Report {
    const { live, reporter, host } = this.#port;
    const open = live.documents.get(uri);
    if (open !== undefined) return reporter.report(open);
    const path = pathOfUri(uri, host.platform);
    if (path !== undefined && /(^|[\\/])go\.(mod|work)$/.test(path)) this.#check(path);
    return reporter.at(uri);
  }

  /** Reports on the other files that a document has findings in, and on the open documents that look at it. */
  related(uri: string): readonly Report[] {
    const { live, reporter } = this.#port;
    const document = live.documents.get(uri);
    const dependents = document === undefined ? [] : live.dependents(document).filter((other) => live.isReady(other));
    const reports = dependents.map((dependent) => reporter.report(dependent));
    const others = new Set([uri, ...dependents.map((dependent) => dependent.uri)].flatMap((owner) => reporter.elsewhere(owner)));
    for (const { uri: told } of reports) others.delete(told);
    others.delete(uri);
    return [...reports, ...[...others].map((other) => reporter.at(other))];
  }

  /**
   * Reports on all module files of the workspace, what is open, and the files where they have findings. Messages are let in between.
   * @param known URIs that the client has reports of: of those that are gone there is an empty one
   */
  async *all(known: readonly string[], signal: AbortSignal): AsyncGenerator<Report> {
    const { live, reporter, folders } = this.#port;
    const owners = new Set<string>();
    for (const document of live.documents.all()) owners.add(document.uri);
    for (const path of await folders.files(signal)) owners.add(live.uri(path));
    const elsewhere = new Set<string>();
    for (const uri of owners) {
      if (signal.aborted) return;
      yield this.report(uri);
      for (const other of reporter.elsewhere(uri)) if (!owners.has(other)) elsewhere.add(other);
      await breathe();
    }
    for (const uri of elsewhere) yield reporter.at(uri);
    for (const uri of known) {
      if (owners.has(uri) || elsewhere.has(uri)) continue;
      this.#forget(uri);
      yield reporter.at(uri);
    }
  }

  /** A document was opened, changed or closed: what was checked with it is checked again. */
  touched(document: OpenDocument): void {
    const { dirname } = pathsOf(this.#port.host);
    this.#checked.delete(document.path);
    // A go.work sees what its modules replace modules by.
    const stale = [dirname(document.path)];
    for (let directory = stale.pop(); directory !== undefined; directory = stale.pop()) {
      for (const [path, directories] of this.#checked) {
        if (!directories.includes(directory)) continue;
        this.#checked.delete(path);
        stale.push(dirname(path));
      }
    }
  }

  /** Everything may be different. */
  clear(): void {
    this.#checked.clear();
  }

  /** Checks a file of the disk, if that has not been done. */
  #check(path: string): void {
    if (this.#checked.has(path)) return;
    const { live, reporter, host } = this.#port;
    const document = live.onDisk(path);
    if (document === undefined) {
      reporter.drop(live.uri(path));
      return;
    }
    reporter.report(document);
    const file = live.current(document)?.file;
    const { dirname, resolve } = pathsOf(host);
    const named = file?.replace.flatMap((r) => (r.newVersion === undefined ? [r.newPath.value] : [])) ?? [];
    if (file?.kind === "work") named.push(...file.use.map((use) => use.path.value));
    this.#checked.set(
      path,
      named.map((name) => resolve(dirname(path), name)),
    );
    live.release(document);
  }

  #forget(uri: string): void {
    const { host, reporter } = this.#port;
    const path = pathOfUri(uri, host.platform);
    if (path !== undefined) this.#checked.delete(path);
    reporter.drop(uri);
  }
}
