import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";

/**
 * A module proxy on loopback, as a process of its own: the static tree that a module cache is. Prints its address, and ends with its
 * standard input.
 *
 *     node dist/bench/proxy.js GOMODCACHE/cache/download
 */
const root = process.argv[2] ?? "";
// After the first round nothing is read from the disk any more: what is measured is who asks.
const files = new Map<string, Buffer | undefined>();

function fileAt(path: string): Buffer | undefined {
  if (!files.has(path)) {
    let content: Buffer | undefined;
    try {
      content = readFileSync(join(root, path));
    } catch {
      // not in this cache
    }
    files.set(path, content);
  }
  return files.get(path);
}

const server = createServer((request, response) => {
  const content = fileAt(decodeURIComponent(request.url ?? "/"));
  if (content === undefined) response.writeHead(404).end("not found");
  else response.writeHead(200, { "content-length": content.length }).end(content);
});
server.listen(0, "127.0.0.1", () => {
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
process.stdin.on("end", () => process.exit(0)).resume();
