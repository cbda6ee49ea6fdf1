import type { ModFile, WorkFile } from "../../modfile/mod-file.ts";
import { godebugChange, godebugNames, godebugSetting, godebugValues, newestGodebugRelease } from "../../version/godebug.ts";
import { type Item, type Items, ranked } from "./item.ts";

/** How far back `default` goes: GODEBUG knows no older behaviour than Go 1.20's (cmd/go/internal/load.defaultGODEBUG). */
const oldestDefault = 20;

/** Keys of a godebug line, or behind `=` the values of its key. */
export function godebugItems(file: ModFile | WorkFile, typed: string): Items {
  const equals = typed.indexOf("=");
  return equals === -1 ? keyItems(file, typed) : valueItems(typed.slice(0, equals), typed);
}

function keyItems(file: ModFile | WorkFile, typed: string): Items {
  const there = new Set(file.godebug.map(({ key }) => key.value));
  const items: { readonly item: Item; readonly rank: number }[] = [];
  for (const name of ["default", ...godebugNames()]) {
    const setting = godebugSetting(name);
    if (!name.startsWith(typed) || setting?.removed !== undefined || there.has(name)) continue;
    items.push({
      item: {
        label: name,
        kind: "value",
        text: `${name}=`,
        detail: name === "default" ? "all settings, as a release of Go has them" : describeKey(name),
        about: { about: "godebug", key: name },
      },
      rank: name === "default" ? 0 : 1,
    });
  }
  return ranked(items.sort((a, b) => (a.item.label < b.item.label ? -1 : 1)));
}

function describeKey(name: string): string {
  const change = godebugChange(name);
  return change === undefined ? "" : `changed in Go 1.${change.release}`;
}

function valueItems(key: string, typed: string): Items {
  const change = godebugChange(key);
  const minors = Array.from({ length: newestGodebugRelease - oldestDefault + 1 }, (_, i) => newestGodebugRelease - i);
  const values =
    key === "default" ? minors.map((minor) => `go1.${minor}`) : godebugSetting(key) === undefined ? [] : godebugValues(key);
  return ranked(
    values
      .map((value): Item => {
        const detail = value === change?.old ? { detail: `as before Go 1.${change.release}` } : {};
        return { label: `${key}=${value}`, kind: "value", ...detail, about: { about: "godebug", key } };
      })
      .filter(({ label }) => label.startsWith(typed))
      .map((item) => ({ item, rank: item.detail === undefined ? 1 : 0 })),
  );
}
