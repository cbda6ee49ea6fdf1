; The lines of a block, closed or not.
(_
  open: "(") @indent.begin

(_
  close: ")" @indent.branch @indent.end)

(comment) @indent.auto
