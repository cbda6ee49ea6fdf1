/**
 * Compares two strings as Go does, by their UTF-8 bytes. JavaScript's `<` compares UTF-16 units, which puts characters beyond
 * U+FFFF (as surrogates, D800–DFFF) before those of E000–FFFF.
 * @returns negative, 0 or positive; −1, 0 or 1
 */
export function compareBytes(a: string, b: string): number {
  if (a === b) return 0;
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) return rank(x) < rank(y) ? -1 : 1;
  }
  return a.length < b.length ? -1 : 1;
}

/** Moves surrogates behind all other units. */
function rank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}
