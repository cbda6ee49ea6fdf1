import { counted } from "../../text/counted.ts";
import { bytesInWords, type Check, firstLines } from "../check.ts";
import type { CacheSize, CleanUpFacts } from "../observe/clean-up.ts";

/** From here on leftovers are worth a word, in bytes. */
const many = 100 * 1024 * 1024;

/** What the caches hold, and what is left of work that was cut short. */
export function checkCleanUp({ caches, leftovers }: CleanUpFacts): readonly Check[] {
  const checks = caches.map(
    ({ variable, path, bytes, files, whole }): Check => ({
      system: "clean-up",
      status: "passed",
      subject: names[variable],
      observed: `${whole ? "" : "more than "}${bytesInWords(bytes)} in ${counted(files, "file")}, ${path}`,
      details: [frees[variable]],
    }),
  );
  if (leftovers.length === 0) return checks;
  const bytes = leftovers.reduce((sum, leftover) => sum + leftover.bytes, 0);
  const common = {
    system: "clean-up",
    subject: "leftovers",
    observed: `${counted(leftovers.length, "file")} of downloads that were cut short, ${bytesInWords(bytes)}`,
  } as const;
  const details = firstLines(leftovers.map(({ path }) => path));
  const reason = "the go command does not come back to them";
  const remedy = "remove them while no go command runs, or go clean -modcache";
  return [
    ...checks,
    bytes < many ? { ...common, status: "passed", details } : { ...common, status: "warned", reason, remedy, details },
  ];
}

const names: Readonly<Record<CacheSize["variable"], string>> = { GOMODCACHE: "module cache", GOCACHE: "build cache" };

const frees: Readonly<Record<CacheSize["variable"], string>> = {
  GOMODCACHE: "go clean -modcache frees all of it; modules then come from GOPROXY again",
  GOCACHE: "go clean -cache frees all of it; the go command removes by itself what was not used for five days",
};
