; The lines of a block, closed or not.
(_
  open: "(") @indent

(_
  close: ")" @outdent)
