/** A range of a text: UTF-16 offsets, `start` inclusive, `end` exclusive. Line and column exist only at the edges (see line-index.ts). */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Whether two spans share a character, or touch where one of them is empty. */
export function overlaps(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end;
}

/** Whether `offset` lies in `span`, its end included (a cursor behind the last character counts). */
export function touches(span: Span, offset: number): boolean {
  return span.start <= offset && offset <= span.end;
}
