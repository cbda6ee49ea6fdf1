import type { HttpFailure, HttpRequest, HttpResponse } from "../../server/host/host.ts";
import { encodeUtf8 } from "../../server/text/utf8.ts";
import { type MemoryHost, type MemoryNode, memoryHost } from "./memory-host.ts";

/**
 * A machine in memory with an empty module cache and a proxy.
 * @param served what the proxy serves, by its path, such as `/example.com/a/@v/v1.0.0.mod`; all else is not found
 * @param answer comes before that where it gives anything
 */
export function proxyHost(
  served: Readonly<Record<string, string>>,
  files: Readonly<Record<string, MemoryNode>> = {},
  answer: (path: string, request: HttpRequest) => Promise<HttpResponse | HttpFailure> | undefined = () => undefined,
): MemoryHost {
  return memoryHost({
    files,
    env: { HOME: "/home/user", GOMODCACHE: "/cache/mod", GOPROXY: "https://proxy.example.org", GOFLAGS: "", GONOSUMDB: "*" },
    http(request) {
      const path = new URL(request.url).pathname;
      const body = served[path];
      return (
        answer(path, request) ?? { status: body === undefined ? 404 : 200, headers: {}, body: encodeUtf8(body ?? "not found") }
      );
    },
  });
}
