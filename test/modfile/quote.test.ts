import assert from "node:assert/strict";
import { autoQuote, isPrintable, mustQuote, quote, tokenValue, unquote } from "../../server/modfile/quote.ts";

describe("modfile quoting", () => {
  it("unquotes what Go unquotes", () => {
    const cases: readonly (readonly [string, string | undefined])[] = [
      ['""', ""],
      ['"a b"', "a b"],
      ['"\\a\\b\\f\\n\\r\\t\\v\\\\\\""', '\x07\b\f\n\r\t\v\\"'],
      ['"\\x41\\102\\u00e9\\U0001F600"', "AB\u00e9\u{1f600}"],
      ['"\\xc3\\xa9"', "\u00e9"],
      ['"\\xff"', "\ufffd"],
      ['"\\ufeffa"', "\ufeffa"],
      ['"\u00e9\\t"', "\u00e9\t"],
      // malformed
      ['"', undefined],
      ['"a', undefined],
      ["`a`", undefined],
      ['"a"b"', undefined],
      ['"a"\\t"', undefined],
      ['"\\"', undefined],
      ['"\\\'"', undefined],
      ['"\\q"', undefined],
      ['"\\x4"', undefined],
      ['"\\x4g"', undefined],
      ['"\\400"', undefined],
      ['"\\08"', undefined],
      ['"\\ud800"', undefined],
      ['"\\U00110000"', undefined],
      ['"a\nb"', undefined],
      ['"a\\\nb"', undefined],
    ];
    for (const [literal, value] of cases) assert.equal(unquote(literal), value, literal);
  });

  it("quotes as strconv.Quote", () => {
    assert.equal(quote('a "b" \\'), '"a \\"b\\" \\\\"');
    assert.equal(quote("\x07\b\f\n\r\t\v\x00\x1f\x7f"), '"\\a\\b\\f\\n\\r\\t\\v\\x00\\x1f\\x7f"');
    assert.equal(quote("é\u{1f600}\u00a0\ufeff\u{e0001}"), '"é\u{1f600}\\u00a0\\ufeff\\U000e0001"');
    assert.equal(quote("\ud800"), '"\ufffd"');
  });

  it("quotes only what has to be quoted", () => {
    for (const plain of ["a", "a/b.c-d_e~f", "(", ")", "[", "]", "{", "}", ",", "=>", "é", "a*/b", "\\", "/"]) {
      assert.equal(mustQuote(plain), false, plain);
      assert.equal(autoQuote(plain), plain);
    }
    for (const odd of ["", " ", "a b", "a(", "(a", "a,b", '"', "'", "`", "a//b", "a/*", "\t", "\u00a0", "\u200b", "a\u{e0001}"]) {
      assert.equal(mustQuote(odd), true, odd);
      assert.equal(unquote(autoQuote(odd)), odd);
    }
  });

  it("takes a word for itself, refuses raw strings and quotes inside of words", () => {
    assert.equal(tokenValue("a/b"), "a/b");
    assert.equal(tokenValue('"a/b"'), "a/b");
    for (const token of ["`a`", "'a'", 'a"b', "a`", "don't"]) assert.equal(tokenValue(token), undefined, token);
  });

  it("knows what Go prints", () => {
    for (const character of " a~é日\u{1f600}\u0301\u20ac") assert.ok(isPrintable(character.codePointAt(0) ?? 0), character);
    for (const code of [0, 0x1f, 0x7f, 0x85, 0xa0, 0xad, 0x2028, 0x200b, 0xfeff, 0xe000, 0x378, 0x10ffff]) {
      assert.ok(!isPrintable(code), code.toString(16));
    }
  });
});
