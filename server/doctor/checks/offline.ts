import { formatModule } from "../../graph/module-version.ts";
import { counted } from "../../text/counted.ts";
import type { Check } from "../check.ts";
import type { Lacking, OfflineFacts } from "../observe/offline.ts";
import type { CacheNeed } from "./caches.ts";

/** Most modules that one command names; the whole list stands in the details. */
const named = 8;

/**
 * Whether a first build finds all modules.
 *
 * @param network `off`: as if there were none, whatever GOPROXY says; `unclear`: GOPROXY itself is to be mended first
 */
export function checkOffline(facts: OfflineFacts, network: "as set" | "off" | "unclear"): readonly Check[] {
  const { vendor, lacking, needed, unreadable, packed, withoutInfo, cache } = facts;
  const common = { system: "offline", subject: "modules" } as const;
  if (vendor) return [{ ...common, status: "passed", observed: "all from the vendor directory" }];
  const checks: Check[] = [];
  if (unreadable.length > 0) {
    checks.push({
      system: "offline",
      status: "failed",
      subject: "go.mod files",
      observed: `${counted(unreadable.length, "module")} cannot be loaded`,
      reason: "every command that loads the module graph stops",
      remedy: "gomod-lint check says what is wrong with each",
      details: unreadable.map(({ module, detail }) => `${module}: ${detail}`),
    });
  }
  const details = lacking.map(({ module, files }) => `${formatModule(module)} (${files.map((file) => `.${file}`).join(", ")})`);
  const absent = lacking.filter(({ fetchable }) => network === "off" || !fetchable);
  if (lacking.length === 0) {
    const extra = [
      ...(packed.length === 0 ? [] : [`${counted(packed.length, "module")} of them as zip files, to be unpacked into ${cache}`]),
      ...(withoutInfo === 0
        ? []
        : [`${counted(withoutInfo, "module")} without .info, which go mod download and go list -m -json ask for`]),
    ];
    const observed =
      needed === 0
        ? "all go.mod files are on this machine"
        : `${counted(needed, "module")} that packages come from, all on this machine`;
    return [...checks, { ...common, status: "passed", observed, ...(extra.length === 0 ? {} : { details: extra }) }];
  }
  if (absent.length === 0) {
    const observed = `${counted(lacking.length, "module")} to be downloaded first`;
    return [
      ...checks,
      { ...common, status: "passed", observed, pending: true, details: [...details, "go mod download fetches them"] },
    ];
  }
  const observed = `${counted(absent.length, "module")} of the build list ${absent.length === 1 ? "is" : "are"} missing`;
  if (network === "unclear") {
    checks.push({ ...common, status: "skipped", observed, reason: "GOPROXY is to be mended first", details });
    return checks;
  }
  checks.push({
    ...common,
    status: "failed",
    observed,
    reason:
      network === "off"
        ? "without the network nothing can bring them: commands that load them stop"
        : "GOPROXY lets nothing bring them: commands that load them stop",
    remedy: remedyOf(absent, cache),
    details,
  });
  return checks;
}

function remedyOf(absent: readonly Lacking[], cache: string): string {
  const modules = absent.length > named ? [] : absent.map(({ module }) => formatModule(module));
  const command = ["go mod download", ...modules].join(" ");
  return `where there is a network: ${command}; then bring its $(go env GOMODCACHE)/cache/download to ${cache}/cache/download here`;
}

/** Modules in the cache that go.sum contradicts: the go command stops at each (modfetch.checkMod). */
export function checkSpoiled({ spoiled, vendor, needed }: OfflineFacts): readonly Check[] {
  if (vendor || needed === 0) return [];
  const common = { system: "caches", subject: "hashes" } as const;
  if (spoiled.length === 0) return [{ ...common, status: "passed", observed: "modules in the cache are what go.sum says" }];
  return [
    {
      ...common,
      status: "failed",
      observed: `${counted(spoiled.length, "module")} in the cache ${spoiled.length === 1 ? "is" : "are"} not what go.sum says`,
      reason: "the go command stops with “checksum mismatch”: the cache or go.sum was changed by other hands",
      remedy: "find out which of both is right; go clean -modcache empties the cache, and go mod download fills it anew",
      details: spoiled.map(({ module, file }) => `${formatModule(module)}: ${file}`),
    },
  ];
}

/** What must be written into the module cache before a build has all. */
export function cacheNeed({ lacking, packed }: OfflineFacts): CacheNeed {
  return lacking.length + packed.length === 0 ? "complete" : "incomplete";
}
