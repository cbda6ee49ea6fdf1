import type { Host } from "./host.ts";

/** What was looked at, with how it was before: absolute path (of a directory that was listed with `/` behind it) → what changes with it. */
export type Trace = Map<string, string>;

// What these say of a module at a version never changes: the module cache and proxies have thousands of them.
const immutable = /[\\/]@v[\\/][^\\/]+\.(mod|info|zip|ziphash)$/;

// A graph of an earlier run (sources/kept-graphs.ts) says what can be found without it, and a run that writes one would see a change.
const ownGraph = /[\\/]module-graphs[\\/][^\\/]+\.json$/;

/**
 * A host that writes down all that is read, looked for or listed, so that one can tell later whether it would be found as it was.
 * @param resolve makes a path absolute
 */
export function recordingHost(host: Host, resolve: (path: string) => string, trace: Trace): Host {
  const see = (path: string, listed: "" | "/" = ""): void => {
    const at = resolve(path) + listed;
    // Before the reading: what changes meanwhile is seen as a change.
    if (!trace.has(at)) trace.set(at, signatureOf(host, at));
  };
  const seeText = <T extends string | Uint8Array>(path: string, read: () => T | { readonly failed: string }) => {
    if (ownGraph.test(path)) return read();
    if (!immutable.test(path)) see(path);
    const content = read();
    if (typeof content === "object" && "failed" in content) see(path);
    return content;
  };
  const seen =
    <T>(ask: (path: string) => T) =>
    (path: string): T => {
      see(path);
      return ask(path);
    };
  return {
    ...host,
    readText: (path, limit) => seeText(path, () => host.readText(path, limit)) as ReturnType<Host["readText"]>,
    readBytes: (path, limit) => seeText(path, () => host.readBytes(path, limit)) as ReturnType<Host["readBytes"]>,
    kind: seen(host.kind),
    stat: seen(host.stat),
    realPath: seen(host.realPath),
    executable: seen(host.executable),
    list(path) {
      see(path, "/");
      return host.list(path);
    },
  };
}

/** Whether anything of a trace has changed. */
export function hasChanged(host: Pick<Host, "stat">, trace: Trace): boolean {
  for (const [path, before] of trace) if (signatureOf(host, path) !== before) return true;
  return false;
}

/** Of a directory that was listed, the time says when a name came or went; of others it says nothing that was asked for. */
function signatureOf(host: Pick<Host, "stat">, path: string): string {
  const stat = host.stat(path);
  if ("failed" in stat) return stat.failed;
  if (stat.kind === "directory" && !path.endsWith("/")) return `directory ${stat.identity}`;
  return `${stat.kind} ${stat.size} ${stat.modified} ${stat.mode} ${stat.identity}`;
}
