import type { Host } from "../host/host.ts";
import { pathsOf, processVariable } from "./file-paths.ts";
import type { GoEnv } from "./go-env.ts";

/** A user name and password for an address. */
export interface Login {
  readonly user: string;
  readonly password: string;
}

/** Where the user's credentials for proxies come from, as GOAUTH says. */
export interface Credentials {
  /** The login for an address: for https alone, undefined where there is none. */
  loginFor(url: URL): Login | undefined;
  /** ways of GOAUTH that would run a program, which is not done here: their first words */
  readonly commands: readonly string[];
  /** what the go command stops with, or why the file with the credentials is of no use */
  readonly problem?: string;
}

/**
 * Reads GOAUTH and, where it says `netrc` (as it does by default), the netrc file at the first question (cmd/go/internal/auth). `git` and
 * commands are named, not run. Credentials belong to a host, with its port if it has one, or to an address below it; they are given for
 * https alone.
 */
export function readCredentials(host: Host, env: GoEnv): Credentials {
  const setting = env.get("GOAUTH").value;
  const ways = setting.split(";").map((way) => way.trim().split(/\s+/));
  const words = ways.map(([word = ""]) => word);
  const commands = words.filter((word) => word !== "netrc" && word !== "off" && word !== "");
  const nobody: Omit<Credentials, "problem"> = { loginFor: () => undefined, commands };
  if (words.includes("")) return { ...nobody, problem: `GOAUTH encountered an empty command (GOAUTH=${setting})` };
  if (words.includes("off")) {
    if (words.length === 1) return nobody;
    return { ...nobody, problem: `GOAUTH=off cannot be combined with other authentication commands (GOAUTH=${setting})` };
  }
  if (!words.includes("netrc")) return nobody;
  let machines: ReadonlyMap<string, Login> | undefined;
  return {
    commands,
    loginFor(url) {
      if (url.protocol !== "https:") return undefined;
      machines ??= readMachines(host);
      if (machines.size === 0) return undefined;
      let prefix = (url.host + url.pathname).replace(/\/$/, "");
      for (;;) {
        const login = machines.get(prefix);
        if (login !== undefined) return login;
        const slash = prefix.lastIndexOf("/");
        if (slash < 0) return undefined;
        prefix = prefix.slice(0, slash);
      }
    },
  };
}

/** Where the netrc file is: NETRC, or in the home directory, on Windows also as `_netrc` (auth.netrcPath). Empty where unknown. */
export function netrcPath(host: Host): string {
  const named = processVariable(host, "NETRC");
  if (named !== "") return pathsOf(host).resolve(host.cwd, named);
  const home = processVariable(host, host.platform === "win32" ? "USERPROFILE" : "HOME");
  if (home === "") return "";
  const legacy = pathsOf(host).join(home, "_netrc");
  return host.platform === "win32" && host.kind(legacy) !== "missing" ? legacy : pathsOf(host).join(home, ".netrc");
}

function readMachines(host: Host): ReadonlyMap<string, Login> {
  const path = netrcPath(host);
  const text = path === "" ? undefined : host.readText(path);
  return typeof text === "string" ? parseNetrc(text) : new Map();
}

/**
 * The logins of a netrc file by machine, the first of each (auth.parseNetrc): words in pairs, line by line; a macro ends at an empty line;
 * `default` ends the file, and is not used.
 */
export function parseNetrc(text: string): ReadonlyMap<string, Login> {
  const found = new Map<string, Login>();
  let machine = "";
  let user = "";
  let password = "";
  let inMacro = false;
  for (const line of text.split("\n")) {
    if (inMacro) {
      inMacro = line !== "";
      continue;
    }
    const words = line.split(/\s+/).filter((word) => word !== "");
    let at = 0;
    for (; at < words.length - 1; at += 2) {
      const value = words[at + 1] ?? "";
      switch (words[at]) {
        case "machine":
          [machine, user, password] = [value, "", ""];
          break;
        case "login":
          user = value;
          break;
        case "password":
          password = value;
          break;
        case "macdef":
          inMacro = true;
          break;
      }
      if (machine !== "" && user !== "" && password !== "") {
        const prefix = machine.replace(/^https:\/\//, "").replace(/\/$/, "");
        if (!found.has(prefix)) found.set(prefix, { user, password });
        [machine, user, password] = ["", "", ""];
      }
    }
    if (words[at] === "default") break;
  }
  return found;
}
