import { fileSpan } from "../server/analysis/place-of.ts";
import { defineRule } from "../server/analysis/rule.ts";
import { placeIn } from "../server/analysis/sums.ts";
import type { GoSum } from "../server/modfile/go-sum.ts";
import { counted } from "../server/text/counted.ts";

/** Lines of go.sum that are not three fields: every command but `go mod tidy`, which drops them, stops there (modfetch.readGoSum). */
export const sumMalformed = defineRule({
  id: "sum-malformed",
  group: "sum",
  summary: "a line of go.sum is not path, version and hash",
  severity: "error",
  on: ["mod", "work"],
  needs: ["sum"],
  fix: "none",
  *check({ file, sum: { own, mode } }) {
    const [first, ...others] = own?.sum.malformed ?? [];
    if (own === undefined || first === undefined) return;
    const conflict = own.sum.malformed.find(({ span }) => isConflictMarker(own.sum, span.start));
    const fields = counted(first.fields, "field");
    const count = others.length === 0 ? "" : ` (one of ${others.length + 1} such lines)`;
    yield {
      span: fileSpan(file),
      place: placeIn(own, (conflict ?? first).span),
      message:
        conflict === undefined
          ? `this line of ${own.name} has ${fields}, where path, version and hash belong${count}`
          : `${own.name} has a merge conflict in it`,
      why:
        mode === "vendor"
          ? "builds use the vendor directory and do not read the file; what does stops here, but for `go mod tidy`, which drops such lines"
          : "the go command stops, but for `go mod tidy`, which drops such lines and adds what is then missing",
      ...(mode === "vendor" ? { severity: "warning" } : {}),
    };
  },
});

/** Git's markers around the sides of a conflict. */
function isConflictMarker({ text }: GoSum, at: number): boolean {
  return /^(?:<{7}|>{7}|\|{7}|={7})(?=\s|$)/.test(text.slice(at, at + 8));
}
