import { advise, defineMessages, run } from "../message.ts";

/** The vendor directory (modload.checkVendorConsistency, modload.importErrors in vendor mode). */
export const vendorMessages = defineMessages([
  {
    id: "inconsistent-vendoring",
    pattern:
      /inconsistent vendoring in (?<dir>[^\n]+):\n(?<what>(?:\t[^\n]+\n?)+)(?:\n\s*To (?:ignore|sync)[^\n]*(?:\n\t[^\n]+)*)?/,
    explain(match, known) {
      const what = match
        .get("what")
        .split("\n")
        .filter((line) => line.trim() !== "")
        .map((line) => line.trim());
      return {
        meaning: `go.mod was changed after the vendor directory was written: ${what.length === 1 ? "one module disagrees" : `they disagree in ${what.length} points`}.`,
        here: known.workFile === undefined ? [] : [`In a workspace the vendor directory lies beside ${known.workFile}.`],
        steps: [
          run(known.workFile === undefined ? "go mod vendor" : "go work vendor", "Write the vendor directory anew"),
          run("GOFLAGS=-mod=readonly", "Or build without it, from the module cache"),
        ],
      };
    },
  },
  {
    id: "not-vendored",
    pattern: /cannot find module providing package (?<package>\S+): import lookup disabled by -mod=vendor(?:\n\s*\([^)]*\))?/,
    explain: (match, known) => ({
      meaning: `Package ${match.get("package")} is not in the vendor directory, and with one in place nothing else is looked at.`,
      here: known.chain(known.moduleOf(match.get("package")) ?? ""),
      steps: [
        run("go mod tidy && go mod vendor", "Bring go.mod and the vendor directory up to date"),
        run("GOFLAGS=-mod=readonly", "Or build from the module cache"),
      ],
    }),
  },
  {
    id: "vendor-in-workspace",
    pattern: /'go mod vendor' cannot be run in workspace mode[^\n]*/,
    explain: (_, known) => ({
      meaning: "A workspace has one vendor directory for all its modules, which another command writes.",
      here: known.workFile === undefined ? [] : [`The workspace is ${known.workFile}.`],
      steps: [run("go work vendor", "Vendor the workspace"), run("GOWORK=off go mod vendor", "Vendor this module alone")],
    }),
  },
  {
    id: "replacement-in-vendor",
    pattern: /replacement path (?<path>\S+) inside vendor directory/,
    explain: (match) => ({
      meaning: `${match.get("path")} lies in the vendor directory, which go mod vendor empties before it writes it.`,
      steps: [advise("Move the directory elsewhere in the repository and change the replace line")],
    }),
  },
]);
