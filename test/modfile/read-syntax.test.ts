import assert from "node:assert/strict";
import { readSyntax } from "../../server/modfile/read-syntax.ts";
import type { Comments, FileSyntax, Line, Statement } from "../../server/modfile/syntax.ts";

/** A statement in one string: `[comments above] tokens … [comment behind]`; a blank line among comments is `·`. */
function sketch(syntax: FileSyntax): string[] {
  return syntax.statements.map((statement) => {
    if (statement.kind === "comment") return before(statement);
    if (statement.kind === "line") return line(statement);
    const { openComments, closeComments, lines } = statement;
    const inner = lines.map(line).join(" | ");
    return `${before(statement)}${tokens(statement)} (${behind(openComments)} ${inner} ${before(closeComments)})${behind(closeComments)}${behind(statement)}`;
  });
}

function line(statement: Line): string {
  return `${before(statement)}${tokens(statement)}${statement.damaged === true ? "!" : ""}${behind(statement)}`;
}

function tokens(statement: Exclude<Statement, { kind: "comment" }>): string {
  return statement.tokens.map((token) => token.text).join("_");
}

function before({ before: comments }: Comments): string {
  return comments.map((comment) => `[${comment.text === "" ? "·" : comment.text}]`).join("");
}

function behind({ suffix }: Comments): string {
  return suffix.map((comment) => `<${comment.text}>`).join("");
}

function messages(text: string): string[] {
  return readSyntax(text).errors.map(({ span, message }) => `${span.start}-${span.end} ${message}`);
}

describe("modfile syntax", () => {
  it("parts lines into tokens", () => {
    const text = 'module example.com/m\nreplace a v1=>b ,[x]{y}(z)\nfoo "a b"`c d`e"f a//comment\n';
    assert.deepEqual(sketch(readSyntax(text)), [
      "module_example.com/m",
      "replace_a_v1=>b_,_[_x_]_{_y_}_(_z_)",
      'foo_"a b"_`c d`_e"f_a<//comment>',
    ]);
  });

  it("takes ( as the start of a block only at the end of a line, and not as its first token", () => {
    assert.deepEqual(sketch(readSyntax("a (\nb\n)\nc ( d )\ne ()\nf ( ) g\n(\nh ( (\ni (\n)\n")), [
      "a ( b )",
      "c_(_d_)",
      "e (  )",
      "f_(_)_g",
      "(",
      "h_( ( i_( )",
    ]);
  });

  it("gives comments to what stands below or before them on the line", () => {
    const text =
      "// alone\n\n// above\n// more\nmodule m // behind\nrequire ( // open\n\n\t// first\n\ta v1 // x\n\n\n\t// second\n\n\tb v1\n\n) // close\nuse () // empty\n\n// end\n";
    assert.deepEqual(sketch(readSyntax(text)), [
      "[// alone]",
      "[// above][// more]module_m<// behind>",
      "require (<// open> [// first]a_v1<// x> | [·][// second][·]b_v1 )<// close>",
      "use (  )<// empty>",
      "[// end]",
    ]);
  });

  it("keeps comments before a closing parenthesis", () => {
    assert.deepEqual(sketch(readSyntax("a (\nb\n\n// c\n\n// d\n)\n")), ["a ( b [·][// c][·][// d])"]);
  });

  it("reads CRLF as LF, and files without a last line end", () => {
    const unix = readSyntax("// c\nmodule m // d\n\nrequire (\n\ta v1\n)");
    const windows = readSyntax("// c\r\nmodule m // d\r\n\r\nrequire (\r\n\ta v1\r\n)");
    assert.deepEqual(sketch(windows), sketch(unix));
    assert.deepEqual(unix.errors, []);
    const [statement] = windows.statements;
    assert.equal(statement?.before[0]?.text, "// c");
  });

  it("has spans that cover what they name", () => {
    const text = "// c\nmodule m\n\nrequire ( // o\n\ta v1 // x\n) // e\n";
    const at = ({ span }: { span: { start: number; end: number } }) => text.slice(span.start, span.end);
    const [module, block] = readSyntax(text).statements;
    assert.ok(module?.kind === "line" && block?.kind === "block");
    assert.equal(at(module), "module m");
    assert.equal(at(block), "require ( // o\n\ta v1 // x\n)");
    assert.deepEqual(block.lines.map(at), ["a v1"]);
    assert.deepEqual(block.lines[0]?.suffix.map(at), ["// x"]);
    assert.equal(text.slice(block.open.start, block.open.end), "(");
    assert.equal(text.slice(block.close.start, block.close.end), ")");
  });

  it("goes on behind what Go's lexer stops at, and leaves the line without meaning", () => {
    assert.deepEqual(sketch(readSyntax('a \u0007\u0001 b\nc "d\ne\nf /* x */ g\n/* y\nz */\nh `i\n')), [
      "a_b!",
      "c!",
      "e",
      "f_g!",
      "h!",
    ]);
    assert.deepEqual(messages('a \u0007 b\nc "d\n\ne f/* x */ g\n`\n'), [
      "2-3 unexpected character U+0007",
      '8-10 the string is not closed: " is missing before the end of the line',
      "15-22 block comments are not part of the syntax: begin each comment line with // instead of /*",
      "25-26 the string is not closed: ` is missing before the end of the line",
    ]);
  });

  it("names characters that look like nothing", () => {
    assert.deepEqual(messages("\ufeffmodule m\na\u00a0b\n"), [
      "0-1 unexpected character U+FEFF, a byte order mark: save the file as UTF-8 without one",
      "11-12 unexpected character U+00A0, a space that is not the plain one",
    ]);
  });

  it("ends an open block where another statement begins", () => {
    const text = "require (\n\ta v1\n\n// about go\ngo 1.21\n\nuse ./b\n";
    assert.deepEqual(sketch(readSyntax(text)), ["require ( a_v1 [·])", "[// about go]go_1.21", "use_./b"]);
    assert.deepEqual(messages(text), [
      `${text.length}-${text.length} the block “require (” of line 1 is not closed: ) is missing`,
    ]);
    assert.deepEqual(sketch(readSyntax("require (\n\ta v1\n// c\n")), ["require ( a_v1 [// c])"]);
  });

  it("reports the open block behind errors that Go's lexer finds before", () => {
    assert.deepEqual(
      messages("require (\n\u0000\nmodule m\n").map((message) => message.split(" ")[0]),
      ["10-11", "21-21"],
    );
  });

  it("reads a closed block as Go does, even when it swallows others", () => {
    assert.deepEqual(sketch(readSyntax("require (\n\ta v1\nexclude (\n\tb v1\n)\n")), ["require ( a_v1 | exclude_( | b_v1 )"]);
  });

  it("refuses anything but a comment behind )", () => {
    const text = "a (\n) b c // d\ne\n";
    assert.deepEqual(sketch(readSyntax(text)), ["a (  )<// d>", "e"]);
    assert.deepEqual(messages(text), [
      "6-9 nothing but a comment may follow the ) that closes a block: put this on a line of its own",
    ]);
  });

  it("joins lines by an escaped line end in a string, which Go's lexer does", () => {
    assert.deepEqual(sketch(readSyntax('a b\nfoo "x\\\ny" // c\nd\n')), ["a_b<// c>", 'foo_"x\\\ny"', "d"]);
  });

  it("is frozen in depth", () => {
    const loose: string[] = [];
    const visit = (value: unknown, path: string): void => {
      if (typeof value !== "object" || value === null) return;
      if (!Object.isFrozen(value)) loose.push(path);
      for (const [key, part] of Object.entries(value)) visit(part, `${path}.${key}`);
    };
    visit(readSyntax("// c\n\n// d\na b // e\nrequire ( // f\n\n// g\nh v1 // i\n// j\n) // k\n\u0000\nl (\n"), "file");
    assert.deepEqual(loose, []);
  });
});
