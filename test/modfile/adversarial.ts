// What makes careless readers look at the same characters over and over. The second part is put around the repeated first one.
const pieces: Readonly<Record<string, readonly [string, string?, string?]>> = {
  "opening brackets": ["("],
  "open blocks": ["require (\n"],
  "closing brackets": [")\n"],
  quotes: ['"'],
  "escaped line ends": ['"\\\n'],
  "escaped quotes": ['\\"', '"'],
  "raw quotes": ["`\n"],
  "block comments": ["/*"],
  "closed block comments": ["/**/"],
  "block comments by line": ["/*\n"],
  slashes: ["/"],
  "one word": ["a"],
  "one string": ["a\\t", '"', '"'],
  blanks: [" "],
  "line ends": ["\n"],
  "carriage returns": ["\r"],
  comments: ["// x\n"],
  "comments in a block": ["// x\n\n", "require (\n"],
  "unprintable characters": ["\0a"],
  "wide characters": ["\u{1f600} "],
  "unassigned characters": ["\u0378"],
  requirements: ["\texample.com/a v1.0.0 // indirect\n", "require (\n", ")\n"],
  "requirements in an open block": ["\texample.com/a v1.0.0 // indirect\n", "require (\n"],
  "verbs in an open block": ["require a v1.0.0\n", "require (\n"],
  "module lines": ["module m\n"],
  "small blocks": ["require (\na v1.0.0\n)\n"],
  retractions: ["retract v1.0.0 // x\n"],
  "a long deprecation": ["x\n// ", "// Deprecated: ", "\nmodule m\n"],
  "many deprecations": ["// Deprecated:\n//\n", "", "module m\n"],
  "a long version": ["a.", "require a v1.0.0-", "\n"],
  "a long number": ["1", "require a/v", " v1.0.0\n"],
  arrows: ["=> ", "replace "],
  "unknown words": ["requir "],
};

/** The names of the texts that {@link adversarial} makes. */
export const adversarialNames: readonly string[] = Object.keys(pieces);

/** A text of about `size` characters that is hard on readers. */
export function adversarial(name: string, size: number): string {
  const [piece, before = "", after = ""] = pieces[name] ?? [name];
  return before + piece.repeat(Math.ceil(size / piece.length)) + after;
}
