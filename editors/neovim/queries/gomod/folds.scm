; A block, from its verb to its closing bracket or the end of the file.
(_
  open: "(") @fold

; The explanation above a directive or retraction.
(comment)+ @fold
