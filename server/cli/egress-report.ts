import type { EgressHost } from "../doctor/egress.ts";
import { toJson } from "./output-format.ts";
import { printable } from "./reporters/printable.ts";
import type { Style } from "./reporters/style.ts";

/** A line for each host: `HOST:PORT`, and why. */
export function egressText(hosts: readonly EgressHost[], style: Style): string {
  if (hosts.length === 0) return "no host need be reached\n";
  const width = Math.max(...hosts.map(({ host, port }) => `${host}:${port}`.length));
  const lines = hosts.map(({ host, port, why, optional }) => {
    const text = printable(`${optional ? "(if needed) " : ""}${why.join("; ")}`);
    return `${printable(`${host}:${port}`).padEnd(width)}  ${optional ? style.dim(text) : text}`;
  });
  return `${lines.join("\n")}\n`;
}

export function egressJson(directory: string, hosts: readonly EgressHost[]): string {
  return toJson({ version: 1, directory, egress: hosts });
}
