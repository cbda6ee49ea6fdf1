import { httpProxyChoice } from "../environment/http-proxy.ts";
import { parseProxyList, proxyRoute, usesChecksumDatabase } from "../environment/proxy-list.ts";
import { sumDatabase } from "../environment/sum-database.ts";
import { chooseToolchain, versionLines } from "../environment/toolchain.ts";
import { counted } from "../text/counted.ts";
import { matchPrefixPatterns } from "../version/prefix-patterns.ts";
import type { Subject } from "./subject.ts";

/** A host that must be reached, for a firewall or a security group. */
export interface EgressHost {
  readonly host: string;
  readonly port: number;
  readonly why: readonly string[];
  /** asked only where others do not have what is wanted */
  readonly optional: boolean;
}

/**
 * The hosts that go commands connect to for the module: proxies, the checksum database, version control of modules that go past the proxies,
 * downloads of Go. With an HTTP proxy in between it is the proxy that is connected to; which hosts it then must reach is said.
 * From the settings alone: nobody is asked.
 */
export function egress(subject: Subject): readonly EgressHost[] {
  const { host, env, module } = subject;
  const choose = httpProxyChoice(host);
  const list = parseProxyList(env.get("GOPROXY").value);
  const entries = "entries" in list ? list.entries : [];
  const found = new Map<string, { host: string; port: number; why: string[]; optional: boolean }>();
  const add = (url: URL, why: string, optional: boolean): void => {
    const choice = choose(url);
    const through = "via" in choice && choice.via !== undefined ? new URL(choice.via) : undefined;
    const target = through ?? url;
    const port = Number(target.port) || (target.protocol === "https:" ? 443 : target.protocol.startsWith("socks") ? 1080 : 80);
    const name = target.hostname.replace(/^\[|\]$/g, "");
    const reason =
      through === undefined ? why : `HTTP proxy to ${url.hostname}:${url.port || (url.protocol === "https:" ? 443 : 80)}: ${why}`;
    const known = found.get(`${name}:${port}`);
    if (known === undefined) found.set(`${name}:${port}`, { host: name, port, why: [reason], optional });
    else {
      if (!known.why.includes(reason)) known.why.push(reason);
      known.optional &&= optional;
    }
  };
  /** Where the go command asks for the repository of a module path: https, then http where GOINSECURE names it. */
  const addControl = (name: string, why: string, optional: boolean): void => {
    add(new URL(`https://${name}`), why, optional);
    if (matchPrefixPatterns(env.get("GOINSECURE").value, name))
      add(new URL(`http://${name}`), `${why}; GOINSECURE allows http`, true);
  };

  const modules =
    module?.graph.effective.dependencies().flatMap(({ target }) => (target.version === "" ? [] : [target.path])) ?? [];
  const byProxy = modules.filter((path) => proxyRoute(env, path, list).kind === "proxies");
  const direct = modules.filter((path) => proxyRoute(env, path, list).kind === "direct");
  const choice = chooseToolchain(host, env, versionLines(host, env));
  const fetched = choice.place === "download" ? `, and ${choice.toolchain}` : "";
  entries.forEach((entry, at) => {
    if (entry.kind === "http" || entry.kind === "https") {
      add(new URL(entry.url), `entry ${at + 1} of GOPROXY, for ${counted(byProxy.length, "module")}${fetched}`, false);
      if (new URL(entry.url).hostname === "proxy.golang.org") {
        add(new URL("https://storage.googleapis.com"), "proxy.golang.org may send there for zip files", true);
      }
    }
    if (entry.kind === "direct") {
      for (const name of hostsOf(byProxy))
        addControl(
          name,
          "version control, where no proxy has the module (direct), and the host that it names for the repository",
          at > 0,
        );
      if (fetched !== "")
        for (const name of ["go.dev", "dl.google.com"])
          add(new URL(`https://${name}`), `${choice.toolchain}, where no proxy has it`, at > 0);
    }
  });
  for (const name of hostsOf(direct)) {
    const of = direct.filter((path) => path === name || path.startsWith(`${name}/`));
    addControl(
      name,
      `version control of ${counted(of.length, "private module")}, and the host that it names for the repository`,
      false,
    );
  }
  const database = sumDatabase(env);
  const asked = modules.filter((path) => usesChecksumDatabase(env, path));
  if (database !== undefined && (asked.length > 0 || fetched !== "")) {
    const address = database.address ?? `https://${database.name}`;
    const mirrored = database.address === undefined && entries.some(({ kind }) => kind === "http" || kind === "https");
    const why = `checksum database, for modules that go.sum does not know${mirrored ? ", where no proxy passes it on" : ""}`;
    if (URL.canParse(address)) add(new URL(address), why, mirrored);
  }
  return [...found.values()].sort(
    (a, b) => Number(a.optional) - Number(b.optional) || (a.host < b.host ? -1 : a.host > b.host ? 1 : a.port - b.port),
  );
}

/** The hosts of module paths, each once. */
function hostsOf(modules: readonly string[]): readonly string[] {
  return [...new Set(modules.map((path) => path.split("/", 1)[0] ?? ""))].filter((name) => name.includes(".")).sort();
}
