import type { ModuleVersion } from "./module-version.ts";

/**
 * A map whose keys are modules at versions. Two maps in each other: a key `path@version` of one map would be a new string, put together and
 * hashed, at each look, which made up a tenth of all the work of building graphs.
 */
export class ModuleMap<T> {
  readonly #paths = new Map<string, Map<string, T>>();

  get({ path, version }: ModuleVersion): T | undefined {
    return this.#paths.get(path)?.get(version);
  }

  set({ path, version }: ModuleVersion, value: T): void {
    const versions = this.#paths.get(path);
    if (versions === undefined) this.#paths.set(path, new Map([[version, value]]));
    else versions.set(version, value);
  }

  delete({ path, version }: ModuleVersion): void {
    this.#paths.get(path)?.delete(version);
  }
}
