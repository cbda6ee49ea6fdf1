; An entry: a line of a block, or the arguments of a line.
[
  (require_spec)
  (exclude_spec)
  (replace_spec)
  (retract_spec)
  (godebug_spec)
  (ignore_spec)
  (use_spec)
  (tool)
  (unknown_spec)
  (malformed_spec)
] @entry.around

; Its parts.
[
  (module_path)
  (version)
  (file_path)
  (go_version)
  (toolchain_name)
  (godebug_setting)
] @parameter.inside

(comment) @comment.inside

(comment)+ @comment.around
