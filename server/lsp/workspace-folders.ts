import type { InitializeParams, WorkspaceFoldersChangeEvent } from "vscode-languageserver/node";
import { pathsOf } from "../environment/file-paths.ts";
import type { Host } from "../host/host.ts";
import { searchFolder } from "../workspace/search-folder.ts";
import { pathOfUri } from "./uris.ts";
import { breathe } from "./wait.ts";

/** How long a search goes on before messages are let in, in milliseconds. */
const stretch = 10;

/** The folders that the client has open, and the go.mod and go.work files in them. */
export class WorkspaceFolders {
  readonly #host: Host;
  #folders: readonly string[];
  #files: readonly string[] | undefined;
  /** how often it was forgotten */
  #forgotten = 0;

  constructor(host: Host, { workspaceFolders, rootUri, rootPath }: InitializeParams) {
    this.#host = host;
    const uris = workspaceFolders?.map(({ uri }) => uri) ?? (typeof rootUri === "string" ? [rootUri] : []);
    this.#folders = uris.flatMap((uri) => pathOfUri(uri, host.platform) ?? []);
    if (this.#folders.length === 0 && typeof rootPath === "string" && pathsOf(host).isAbsolute(rootPath))
      this.#folders = [rootPath];
  }

  /** Absolute paths, in the client's order. */
  get folders(): readonly string[] {
    return this.#folders;
  }

  change({ added, removed }: WorkspaceFoldersChangeEvent): void {
    const paths = (folders: typeof added): string[] => folders.flatMap(({ uri }) => pathOfUri(uri, this.#host.platform) ?? []);
    const gone = new Set(paths(removed));
    this.#folders = [...new Set([...this.#folders.filter((folder) => !gone.has(folder)), ...paths(added)])];
    this.forget();
  }

  /** To be called when a module file may have come or gone. */
  forget(): void {
    this.#files = undefined;
    this.#forgotten++;
  }

  /** Absolute paths of the go.mod and go.work files in the folders, each once; those found so far when the signal is aborted. */
  async files(signal: AbortSignal): Promise<readonly string[]> {
    if (this.#files !== undefined) return this.#files;
    const forgotten = this.#forgotten;
    const found = new Set<string>();
    let since = performance.now();
    for (const folder of this.#folders) {
      for (const { files } of searchFolder(this.#host, folder)) {
        for (const file of files ?? []) found.add(file);
        if (performance.now() - since < stretch) continue;
        await breathe();
        if (signal.aborted) return [...found];
        since = performance.now();
      }
    }
    if (forgotten === this.#forgotten) this.#files = [...found];
    return [...found];
  }
}
