import fc from "fast-check";

const paths = ["example.com/a", "example.com/b", "example.com/c", '"example.com/d"', "example.com/e.f"];

/** Random go.mod files without errors: lines and blocks of every verb, comments in every place, untidy white space. */
export const randomModFile: fc.Arbitrary<string> = fc
  .record({
    go: fc.constantFrom("", "go 1.16", "go   1.21", "go 1.21.3 // least"),
    toolchain: fc.constantFrom("", "toolchain go1.22.1", "// wanted\ntoolchain go1.21.3"),
    statements: fc.array(fc.oneof(block("require"), block("exclude"), block("replace"), block("retract"), single(), comments()), {
      maxLength: 8,
    }),
    end: fc.constantFrom("\n", "\r\n"),
    gap: fc.constantFrom("\n", "\n\n", "\n\n\n"),
    last: fc.constantFrom("", "\n", "\n\n\n"),
  })
  .map(({ go, toolchain, statements, end, gap, last }) =>
    ["module example.com/app // the app", go, toolchain, ...statements]
      .filter((part) => part !== "")
      .join(gap)
      .concat(last)
      .replaceAll("\n", end),
  );

function line(verb: string): fc.Arbitrary<string> {
  const path = fc.constantFrom(...paths);
  const version = fc.constantFrom("v1.0.0", "v1.2.3", "v0.9.0-pre", "v1.10.0");
  const word = fc.tuple(path, version).map(([p, v]) => `${p} ${v}`);
  switch (verb) {
    case "replace":
      return fc
        .tuple(
          path,
          fc.constantFrom("", " v1.0.0"),
          fc.constantFrom("./dir", "example.com/fork   v1.5.0", "../other", `${paths[0]} v1.5.0`),
        )
        .map(([p, v, to]) => `${p}${v} => ${to}`);
    case "retract":
      return fc.constantFrom("v1.0.0", "[v1.0.0, v1.2.0]", "[ v0.1.0 ,v0.2.0 ]");
    default:
      return word;
  }
}

function commented(verb: string, margin: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const behind =
    verb === "require"
      ? fc.constantFrom("", " // indirect", "  // indirect; for a test", " // why")
      : fc.constantFrom("", " // why", "   //why");
  return fc
    .tuple(fc.constantFrom("", "", "", "// above", "// one\n// two", "\n", "\n// heading"), margin, line(verb), behind)
    .map(([above, space, words, suffix]) => {
      const head = above.split("\n").map((text) => (text === "" ? "" : `${space}${text}`));
      return above === "" ? `${space}${words}${suffix}` : `${head.join("\n")}\n${space}${words}${suffix}`;
    });
}

function block(verb: string): fc.Arbitrary<string> {
  const margin = fc.constantFrom("\t", "", "  ", "\t\t");
  return fc
    .tuple(
      fc.constantFrom("", "", "// head\n"),
      fc.constantFrom("", " // open"),
      fc.array(commented(verb, margin), { maxLength: 6 }),
      fc.constantFrom("", "", "\t// last\n"),
      fc.constantFrom("", " // close", "  "),
    )
    .map(
      ([head, open, lines, last, close]) => `${head}${verb}  (${open}\n${lines.map((l) => `${l}\n`).join("")}${last})${close}`,
    );
}

function single(): fc.Arbitrary<string> {
  return fc
    .constantFrom("require", "exclude", "replace", "retract")
    .chain((verb) => commented(verb, fc.constant("")).map((text) => addVerb(text, verb)));
}

function addVerb(text: string, verb: string): string {
  const lines = text.split("\n");
  return [...lines.slice(0, -1), `${verb} ${lines.at(-1)}`].join("\n");
}

function comments(): fc.Arbitrary<string> {
  return fc.constantFrom("\n// alone\n", "\n// alone\n//   and more\n\n");
}
