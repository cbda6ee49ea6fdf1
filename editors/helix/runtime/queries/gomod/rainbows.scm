[
  (require_directive)
  (exclude_directive)
  (replace_directive)
  (retract_directive)
  (godebug_directive)
  (ignore_directive)
  (tool_directive)
  (use_directive)
  (module_directive)
  (retract_spec)
] @rainbow.scope

[
  "("
  ")"
  "["
  "]"
] @rainbow.bracket
