/*
 * Whole numbers as their decimal digits, without leading zeros: versions have numbers beyond 2^53 (a date and time as a patch
 * number), so that they are never made numbers of JavaScript.
 */

/** Compares two decimals (x/mod/semver compareInt). The empty string is less than every decimal. @returns −1, 0 or 1 */
export function compareDecimal(x: string, y: string): number {
  if (x === y) return 0;
  if (x.length !== y.length) return x.length < y.length ? -1 : 1;
  return x < y ? -1 : 1;
}

/** The decimal less one, or undefined for zero (x/mod/module decDecimal). */
export function decrementDecimal(decimal: string): string | undefined {
  let last = decimal.length - 1;
  while (last >= 0 && decimal[last] === "0") last--;
  if (last < 0) return undefined;
  const digit = Number(decimal[last]) - 1;
  const head = decimal.slice(0, last) + (digit === 0 && last === 0 && decimal.length > 1 ? "" : String(digit));
  return head + "9".repeat(decimal.length - 1 - last);
}
