/**
 * A module at a version, as golang.org/x/mod/module.Version: the main module has the version `""`; a replacement by a directory has
 * the directory as `path` and the version `""`. `go` and `toolchain` are modules too (cmd/go/internal/gover).
 */
export interface ModuleVersion {
  readonly path: string;
  readonly version: string;
}

/** `path@version`, or the path alone where there is no version: the form of `go mod graph`. */
export function formatModule(m: ModuleVersion): string {
  return m.version === "" ? m.path : `${m.path}@${m.version}`;
}

/** Whether the path names Go itself or its toolchain, which have versions of their own order (gover.IsToolchain). */
export function isToolchain(path: string): boolean {
  return path === "go" || path === "toolchain";
}
