/**
 * Reads what `go env -w` writes, and $GOROOT/go.env (cfg.readEnvFile): one `NAME=value` a line, nothing trimmed or unquoted. A line that is
 * none, or whose name does not begin with A–Z, is passed over without a word, as the go command does. Later lines win, or the first where
 * `keepFirst` is set, which is how $GOROOT/go.env is read.
 */
export function parseEnvFile(text: string, { keepFirst = false } = {}): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const line of text.split("\n")) {
    const equals = line.indexOf("=");
    if (equals < 0 || !/^[A-Z]/.test(line)) continue;
    const name = line.slice(0, equals);
    if (!keepFirst || !values.has(name)) values.set(name, line.slice(equals + 1));
  }
  return values;
}
