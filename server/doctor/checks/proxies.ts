import { describeOrigin } from "../../environment/go-env.ts";
import { redactAddress, redactProxyList, withoutQuery } from "../../environment/proxy-list.ts";
import { counted } from "../../text/counted.ts";
import type { Check } from "../check.ts";
import { mend } from "../mend.ts";
import type { Access } from "../observe/access.ts";
import type { ProxiesFacts } from "../observe/proxies.ts";

/** GOPROXY's form and order, what each entry leads to, by what way and as whom it is asked, and which modules go where. */
export function checkProxies(facts: ProxiesFacts): readonly Check[] {
  const { setting, list, problems, trees, access } = facts;
  const observed = setting.value === "" ? "not set" : redactProxyList(setting.value);
  const common = { system: "proxies", subject: "GOPROXY", observed, origin: describeOrigin(setting.origin) } as const;
  const standard = "https://proxy.golang.org,direct";
  const checks = problems.map(
    ({ variable, setting: wrong, message }): Check => ({
      system: "proxies",
      status: "failed",
      subject: variable,
      observed: variable === "GOPROXY" ? observed : "not usable",
      origin: describeOrigin(wrong.origin),
      reason: `${variable === "GOAUTH" ? message.replace(/ \(GOAUTH=.*/s, "") : message}: what fetches a module stops`,
      remedy: mend(variable, wrong, variable === "GOPROXY" ? standard : undefined),
    }),
  );
  if ("entries" in list) {
    const behind = neverAsked(setting.value);
    const [steps, details] = [order(facts), routeWords(facts)];
    checks.push(
      behind === undefined
        ? { ...common, status: "passed", steps, details }
        : {
            ...common,
            status: "warned",
            reason: `${behind} ends the list: what stands behind it is never asked`,
            remedy: `put ${behind} last, or leave out what stands behind it`,
            steps,
            details,
          },
    );
  }
  for (const { url, path, kind } of trees) {
    if (kind === "directory") continue;
    const why = kind === "denied" ? "may not be entered" : kind === "missing" ? "is not there" : "is no directory";
    checks.push({
      system: "proxies",
      status: "failed",
      subject: url,
      observed: path,
      reason: `the directory ${why}: nothing comes from this proxy`,
      remedy: "mount or copy the tree there, or take the entry out of GOPROXY",
    });
  }
  return access === undefined ? checks : [...checks, ...accessChecks(access)];
}

/** What keeps proxies from being asked, or from knowing who asks. */
function accessChecks(access: Access): readonly Check[] {
  const checks: Check[] = [];
  for (const { url, refused } of access.entries) {
    if (refused === undefined) continue;
    const remedy = refused.includes("CGI")
      ? "unset REQUEST_METHOD where no CGI program runs"
      : "use https, or take the user name and password out of GOPROXY";
    checks.push({
      system: "proxies",
      status: "failed",
      subject: "credentials",
      observed: url,
      reason: `${refused}: the go command sends no request`,
      remedy,
    });
  }
  for (const { variable, value } of access.ignored) {
    const reason = "it is no address, so that the go command goes without an HTTP proxy";
    checks.push({
      system: "proxies",
      status: "warned",
      subject: variable,
      observed: value,
      origin: "environment",
      reason,
      remedy: `export ${variable}=http://host:port`,
    });
  }
  if (access.unreadable !== undefined) {
    const { path, detail } = access.unreadable;
    const reason = `it cannot be read (${detail}), so that proxies are asked without a login`;
    checks.push({
      system: "proxies",
      status: "warned",
      subject: "netrc",
      observed: path,
      reason,
      remedy: `chmod u+r ${path}, or NETRC=/another/file`,
    });
  }
  return checks;
}

/** The entry behind which others stand in vain (modfetch.proxyList stops reading at it). */
function neverAsked(value: string): "direct" | "off" | undefined {
  const words = value.split(/[,|]/).map((word) => word.trim());
  const at = words.findIndex((word) => word === "direct" || word === "off");
  return at >= 0 && words.slice(at + 1).some((word) => word !== "") ? (words[at] as "direct" | "off") : undefined;
}

function order({ list, access }: ProxiesFacts): readonly string[] {
  const entries = "entries" in list ? list.entries : [];
  const steps = entries.map((entry, at) => {
    const number = `${at + 1}. `;
    if (entry.kind === "off") return `${number}off: nothing further is asked`;
    if (entry.kind === "direct") return `${number}direct: version control, from the module's own host`;
    const url = withoutQuery(entry.url);
    const way = access?.entries.find((other) => other.url === url);
    const via = way?.via === undefined ? "" : ` by the HTTP proxy ${way.via}`;
    const login = way?.login === undefined ? "" : ` with a login from ${way.login}`;
    const last = at === entries.length - 1;
    const next = last
      ? ""
      : entry.fallBackOnError
        ? "; the next one after any failure"
        : "; the next one where it answers 404 or 410 alone";
    return `${number}${url}${via}${login}${next}`;
  });
  for (const program of access?.programs ?? []) steps.push(`GOAUTH runs ${program} for credentials: that is not done here`);
  return steps;
}

function routeWords({ routes, sumDatabase, inDatabase }: ProxiesFacts): readonly string[] {
  const words = [...routes].map(([way, modules]) => `${counted(modules.length, "module")} by ${way}${listOf(way, modules)}`);
  const [name = ""] = sumDatabase.value.split(" ");
  if (routes.size > 0)
    words.push(
      name === "off"
        ? "GOSUMDB=off: no checksum database"
        : `${counted(inDatabase, "module")} in the checksum database ${redactAddress(name.split("+")[0] ?? "")}, where go.sum does not know them`,
    );
  return words;
}

/** Modules that do not go the common way, by name. */
function listOf(way: string, modules: readonly string[]): string {
  if (way === "GOPROXY") return "";
  const shown = modules.slice(0, 5).join(", ");
  return `: ${shown}${modules.length > 5 ? ` and ${modules.length - 5} more` : ""}`;
}
