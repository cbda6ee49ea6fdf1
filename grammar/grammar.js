/**
 * go.mod and go.work for tree-sitter.
 *
 * Tokens follow golang.org/x/mod/modfile read.go (readToken, isIdent); lines and blocks follow its parseStmt, parseLineBlock and
 * parseLine. Those take any tokens on a line, so this grammar does too: arguments that do not fit their verb become a
 * `malformed_spec`. What Go refuses has nodes too, so that no text at all needs tree-sitter's error recovery. What the words mean is
 * not decided here.
 *
 * There are no conflicts and no scanner: a tree depends on its text alone, never on the edits that led to it.
 */

const VERBS = ["module", "go", "toolchain", "godebug", "require", "exclude", "replace", "retract", "tool", "ignore", "use"];

/** Verbs whose arguments stand in the directive itself; the others have a spec. */
const BARE = ["module", "go", "toolchain", "tool"];

/**
 * What Go takes in comments and strings only, as it is neither printable nor one of the four white spaces between tokens: controls,
 * formats, private use, and all other spaces. (Unassigned code points are left out: they change with every version of Unicode.)
 */
const NOT_IN_WORDS = String.raw`\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\xa0\p{Cf}\p{Co}\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000`;
const INNER = String.raw`[^${NOT_IN_WORDS}\s()\[\]{},/*]`;
const FIRST = String.raw`[^${NOT_IN_WORDS}\s()\[\]{},/*"\u0060]`;

/** A slash belongs to a word unless it begins `//` or a block comment. The one that ends a word is a token of its own. */
const TEXT = String.raw`(${FIRST}|\*|/${INNER})(${INNER}|\*|/${INNER})*`;

/**
 * A character that is none of `excluded` (which stand as in a character class). The lexer that tree-sitter generates takes NUL for
 * the end of the file in a negated class, so NUL goes by a way of its own, one that leads to another state.
 */
const but = (excluded) => String.raw`[^\x00${excluded}]|\x00[^\x00${excluded}]?`;

const lineEnd = ($) => choice($._newline, eof());
const suffix = ($) => optional($.comment);
const rest = ($) => repeat($._token);
const arrowWord = ($) => alias($._arrow_word, $.word);
const rest1 = ($) => repeat1($._token);

/**
 * The arguments of each verb: `good` ones, and `bad` ones, which are too few, too many or of the wrong kind and do not begin with
 * `=>` or `)`. Both share their first nodes, so that the parser decides only at the end of the line.
 */
const single = (name, rule) => ($) => ({
  good: [field(name, $[rule])],
  bad: [seq(field(name, $[rule]), rest1($)), seq($._opening, rest($))],
});

const pair = ($) => {
  const path = field("path", $.module_path);
  const version = field("version", $.version);
  return {
    good: [seq(path, version)],
    bad: [path, seq(path, $._unfit, rest($)), seq(path, version, rest1($)), seq($._opening, rest($))],
  };
};

const replacement = ($) => {
  const path = field("old_path", $.module_path);
  const version = field("old_version", $.version);
  const newPath = field("new_path", $.module_path);
  const newVersion = field("new_version", $.version);
  const left = [seq(path, "=>"), seq(path, version, "=>")];
  return {
    good: left.flatMap((old) => [seq(old, field("new_path", $.file_path)), seq(old, newPath, newVersion)]),
    header: left.flatMap((old) => [seq(old, newPath), seq(old, newPath, newVersion)]),
    bad: [
      path,
      seq(path, choice($._bracket, arrowWord($)), rest($)),
      seq(path, version),
      seq(path, version, choice($._argument, $._bracket), rest($)),
      ...left.flatMap((old) => [
        old,
        seq(old, $._unfit, rest($)),
        seq(old, newPath, $._unfit, rest($)),
        seq(old, newPath, newVersion, rest1($)),
      ]),
      seq($._opening, rest($)),
    ],
  };
};

const interval = ($) => {
  const version = field("version", choice($.version, alias($._column_version, $.version)));
  const open = seq("[", field("low", $.version));
  const comma = seq(open, ",");
  const high = seq(comma, field("high", $.version));
  return {
    good: [version, seq(high, "]")],
    bad: [
      seq(version, rest1($)),
      "[",
      seq("[", $._unfit, rest($)),
      open,
      seq(open, choice($._argument, $._round, "=>", "[", "]", "{", "}"), rest($)),
      comma,
      seq(comma, $._unfit, rest($)),
      high,
      seq(high, choice($._argument, $._round, "=>", "[", "{", "}", ","), rest($)),
      seq(high, "]", rest1($)),
      seq(choice($._open_round, "]", "{", "}", ","), rest($)),
    ],
  };
};

const SHAPES = {
  module: single("path", "module_path"),
  go: single("version", "go_version"),
  toolchain: single("name", "toolchain_name"),
  godebug: single("setting", "godebug_setting"),
  require: pair,
  exclude: pair,
  replace: replacement,
  retract: interval,
  tool: single("path", "tool"),
  ignore: single("path", "file_path"),
  use: single("path", "file_path"),
};

// An opening bracket at the end of a line opens a block; elsewhere it is a token like others, alone or with `)` right behind it. The
// precedences decide where both ends of a rule are in sight: block (2), pair (1), single bracket.
const opened = () => field("open", "(");
const closed = ($) => seq(field("close", ")"), optional(alias($._tail, $.malformed_spec)), suffix($));

/** `( … )` behind a verb, with a line per entry. An opening bracket that ends the file is a block too, one without lines. */
const block = ($, line) =>
  choice(
    prec(2, seq(opened(), field("close", ")"), suffix($))),
    prec(2, seq(opened(), suffix($), eof())),
    prec(
      2,
      seq(
        opened(),
        suffix($),
        $._newline,
        repeat(choice($._newline, seq(choice(line, $._swallowed, $.comment), lineEnd($)))),
        choice(closed($), eof()),
      ),
    ),
  );

/**
 * The rules of one verb. `_column_…` and `_swallowed_…` are for a block whose `)` was forgotten: a verb in the first column that has
 * arguments of its own begins a directive there. Nothing is closed by that, so no text is read differently for what follows it.
 */
const verbRules = (verb) => {
  const specName = BARE.includes(verb) ? `_${verb}_spec` : `${verb}_spec`;
  const malformed = ($) => alias($[`_malformed_${verb}`], $.malformed_spec);
  const odd = ($) => alias($._odd, $.malformed_spec);
  const stray = ($) => alias($._stray, $.malformed_spec);
  return {
    [`${verb}_directive`]: ($) => {
      const { good, bad, header = good } = SHAPES[verb]($);
      return choice(
        seq(verb, suffix($)),
        seq(verb, choice($[specName], malformed($), odd($), stray($))),
        seq(verb, optional(choice(...header, ...bad, seq(choice("=>", ")", arrowWord($)), rest($)))), $[`_${verb}_block`]),
      );
    },
    [`_swallowed_${verb}`]: ($) =>
      prec(1, seq(alias($[`_column_${verb}`], verb), choice($[specName], malformed($), stray($), $[`_${verb}_block`]))),
    [`_${verb}_block`]: ($) => block($, choice($[specName], malformed($), odd($))),
    [specName]: ($) => seq(choice(...SHAPES[verb]($).good), suffix($)),
    [`_malformed_${verb}`]: ($) => seq(choice(...SHAPES[verb]($).bad), suffix($)),
    [`_column_${verb}`]: () => token.immediate(new RegExp(verb)),
  };
};

// biome-ignore lint/style/noDefaultExport: the form that tree-sitter reads
export default grammar({
  name: "gomod",

  extras: ($) => [/[ \t\r]/, $.block_comment, $.invalid_character],

  rules: {
    source_file: ($) => repeat(choice($._newline, seq(choice($._directive, $.comment), lineEnd($)))),

    _directive: ($) => choice(...VERBS.map((verb) => $[`${verb}_directive`]), $.unknown_directive),

    ...Object.assign({}, ...VERBS.map(verbRules)),

    unknown_directive: ($) =>
      seq(
        field("name", choice(alias($._other_word, $.word), arrowWord($), $._string, "=>", "(", ")", "[", "]", "{", "}", ",")),
        rest($),
        choice(suffix($), $._unknown_block),
      ),
    _unknown_block: ($) => block($, $.unknown_spec),
    unknown_spec: ($) => seq(choice($._argument, alias($._column_word, $.word), "=>", $._opening), rest($), suffix($)),

    _swallowed: ($) => choice(...VERBS.map((verb) => alias($[`_swallowed_${verb}`], $[`${verb}_directive`]))),

    // Wrong from their first token on; which of them may stand where differs: `)` ends a block, `verb =>` is an entry of one.
    _odd: ($) => seq(choice("=>", arrowWord($)), rest($), suffix($)),
    _stray: ($) => seq(")", rest($), suffix($)),
    _tail: ($) => rest1($),

    module_path: ($) => choice($._value, $._column_word),
    version: ($) => $._value,
    _column_version: ($) => $._column_word,
    file_path: ($) => choice($._value, $._column_word),
    go_version: ($) => choice($._value, $._column_word),
    toolchain_name: ($) => choice($._value, $._column_word),
    godebug_setting: ($) => choice($._value, $._column_word),
    tool: ($) => choice($._value, $._column_word),

    _token: ($) => choice($._argument, $._punctuation),
    _argument: ($) => choice(alias($._word, $.word), arrowWord($), $._string),
    _value: ($) => choice($._word, $._string),
    _string: ($) => choice($.interpreted_string_literal, $.raw_string_literal, $.unterminated_string),

    _punctuation: ($) => choice("=>", $._bracket),
    /** What is neither a path nor a version. */
    _unfit: ($) => choice($._punctuation, arrowWord($)),
    _bracket: ($) => choice($._round, "[", "]", "{", "}", ","),
    _opening: ($) => choice($._open_round, "[", "]", "{", "}", ","),
    _round: ($) => choice($._open_round, ")"),
    _open_round: () => choice("(", prec(1, seq("(", ")"))),

    _word: ($) => choice(seq($._text, optional($._slash)), $._lone_slash),
    _arrow_word: ($) => seq("=>", $._slash),
    /** A verb in the first column of a block's line that turns out to be a word: a module may be named so. */
    _column_word: ($) => seq(choice(...VERBS.map((verb) => $[`_column_${verb}`])), optional($._slash)),
    /** A word that may begin a line outside blocks; verbs stand there as tokens of their own. */
    _other_word: ($) => choice($._word, seq(choice(...VERBS), $._slash)),

    _text: () => new RegExp(TEXT),
    _slash: () => token.immediate(/\//),
    _lone_slash: () => /\//,

    /** A backslash takes the next character with it, even a line end, as in Go's lexer. */
    interpreted_string_literal: () => new RegExp(`"(${but('"\\\\\\n')}|\\\\(${but("")}))*"`),
    raw_string_literal: () => new RegExp(`\`(${but("\\n`")})*\``),
    unterminated_string: () => new RegExp(`"(${but('"\\\\\\n')}|\\\\(${but("\\n")}))*\\\\?|\`(${but("\\n`")})*`),

    /** Without the carriage returns that may precede the line feed. */
    comment: () => new RegExp(`//(${but("\\r\\n")}|\\r+(${but("\\r\\n")}))*`),

    /** Never legal, and so allowed anywhere: the line around them keeps its shape. */
    block_comment: () => new RegExp(`/\\*(${but("*\\n")}|\\*+(${but("*/\\n")}))*(\\*+/?)?`),
    invalid_character: () => new RegExp(`[${NOT_IN_WORDS}]+`),

    _newline: () => /\n/,
  },
});
