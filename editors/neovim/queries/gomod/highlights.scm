; The verbs of go.mod and go.work.
[
  "module"
  "go"
  "toolchain"
  "godebug"
  "require"
  "exclude"
  "replace"
  "retract"
  "tool"
  "ignore"
  "use"
] @keyword

"=>" @operator

[
  "("
  ")"
  "["
  "]"
  "{"
  "}"
] @punctuation.bracket

"," @punctuation.delimiter

(comment) @spell @comment

[
  (module_path)
  (tool)
] @string.special.url

(file_path) @string.special.path

[
  (version)
  (go_version)
  (toolchain_name)
] @string

(godebug_setting) @constant

; Words that no directive has a place for.
(malformed_spec
  [
    (word)
    (interpreted_string_literal)
    (raw_string_literal)
    (unterminated_string)
  ] @string)

; What Go's lexer refuses.
[
  (block_comment)
  (invalid_character)
] @comment.error
