import fc from "fast-check";

const WORDS = [
  ..."module go toolchain godebug require exclude replace retract tool ignore use".split(" "),
  ..."example.com/a v1.2.3 1.21 ../b ./ / a/ requires go/ v1,v2 a=b => =>x x=> '' a\"b* ä 世界 \u{1f600} \ufffd".split(" "),
  ...'"a b" "" "\\"" `a b` `` "a\\\nb"'.split(/ (?=["`])/),
  ...'( ) () [ ] { } , " ` \\ "x `y'.split(" "),
  ..."// //x //\t// // (".split(" "),
  ..."/* */ /**/ /*x".split(" "),
  ..."\0 \u0001 \f \v \u0085 \u00a0 \u00ad \u200b \u2028 \u3000 \ufeff \ue000".split(" "),
];

/** Texts made of the language's scraps: mostly words and line ends, so that lines and blocks come about. */
export function scraps(): fc.Arbitrary<string> {
  const word = fc.constantFrom(...WORDS);
  const verb = fc.constantFrom(...WORDS.slice(0, 11));
  const plain = fc.constantFrom("example.com/a", "v1.2.3", "../b", "=>", "[", ",", "]", "1.21");
  const space = fc.constantFrom(" ", "\t", "\r", "", "  ");
  const lineEnd = fc.constantFrom("\n", "\n\n", "\r\n", " // c\n", "\n// c\n", "\n\t");
  const open = fc.constantFrom("(\n", "( // c\r\n", "()", "(\n\n", "(");
  const close = fc.constantFrom("\n)\n", ")\n", "\n\t) // c\n", "\n) x\n");
  const scrap = fc.oneof(
    { arbitrary: word, weight: 4 },
    { arbitrary: plain, weight: 8 },
    { arbitrary: verb, weight: 4 },
    { arbitrary: space, weight: 12 },
    { arbitrary: lineEnd, weight: 6 },
    { arbitrary: open, weight: 2 },
    { arbitrary: close, weight: 2 },
  );
  return fc.array(scrap, { maxLength: 40 }).map((parts) => parts.join(""));
}
