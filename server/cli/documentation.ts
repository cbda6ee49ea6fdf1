import { pathToFileURL } from "node:url";
import { pathsOf } from "../environment/file-paths.ts";
import type { Io } from "./io.ts";

/** The file with a rule's documentation; it comes with the package. */
export function ruleFile(io: Pick<Io, "host" | "packageDirectory">, rule: string): string {
  return pathsOf(io.host).join(io.packageDirectory, "rules", `${rule}.md`);
}

/** Its address: of the installed file, which is there without network and says what this version does. */
export function ruleUrl(io: Pick<Io, "host" | "packageDirectory">, rule: string): string {
  return pathToFileURL(ruleFile(io, rule)).href;
}

/** The version of the package, from its package.json. */
export function packageVersion(io: Pick<Io, "host" | "packageDirectory">): string {
  const text = io.host.readText(pathsOf(io.host).join(io.packageDirectory, "package.json"));
  const match = typeof text === "string" ? /"version"\s*:\s*"([^"]+)"/.exec(text) : null;
  return match?.[1] ?? "unknown";
}
