import { parseProxyList, redactAddress } from "../../../environment/proxy-list.ts";
import type { Known } from "../known.ts";
import { advise, defineMessages, type Match, run, type Step } from "../message.ts";

const asked = String.raw`(?:(?<module>[^\s@:"]+)@(?<version>[^\s:]+): )?(?:module (?<path>[^\s:]+): )?`;
const get = `${asked}(?:Get|Head|Post) "(?<url>[^"]+)": `;

/** GOPROXY and what it answers (modfetch/proxy.go, web). */
export const proxyMessages = defineMessages([
  {
    id: "proxy-status",
    pattern: new RegExp(
      String.raw`${asked}reading (?<url>https?://\S+): (?<status>\d{3}) (?<reason>[^\n]*)(?:\n\s*server response:\s*(?<response>[^\n]*))?`,
    ),
    explain(match, known) {
      const status = Number(match.get("status"));
      const host = hostOf(match.get("url"));
      const name = named(match);
      const response = match.get("response") === "" ? [] : [`${host} says: “${match.get("response")}”.`];
      const here = [...response, ...route(match, known), ...known.chain(moduleOf(match), match.get("version") || undefined)];
      if (status === 404 || status === 410) {
        const next = fallback(known, host);
        return {
          meaning: `${host} has no ${name}: there is no such module or version, it is private, or its name is misspelt.`,
          here,
          steps: [
            ...(known.isPrivate(moduleOf(match))
              ? []
              : [
                  run(
                    known.add("GOPRIVATE", privatePattern(moduleOf(match))),
                    "If it is private, say so: it is then fetched from its repository",
                  ),
                ]),
            run(`go list -m -versions ${moduleOf(match)}`, "See which versions there are"),
            ...next,
          ],
        };
      }
      if (status === 401 || status === 407) {
        return {
          meaning: `${host} wants a name and password for ${name}, and got none that it takes.`,
          here,
          steps: [
            run(
              `echo "machine ${host.replace(/:\d+$/, "")} login USER password TOKEN" >> ~/.netrc`,
              "Give it to the go command, in a file that only you may read",
            ),
            advise("In CI take the token from the job's secrets; see also GOAUTH"),
          ],
        };
      }
      if (status === 403 || status === 451) {
        return {
          meaning: `${host} refuses to give ${name}: a policy of the proxy, or a login without the right.`,
          here,
          steps: [
            advise(`Ask who runs ${host} to allow the module, or to mirror it`),
            ...fallback(known, host),
            run(`gomod-lint why ${moduleOf(match)}`, "See who needs it, and whether a version without it will do"),
          ],
        };
      }
      if (status === 429) {
        return {
          meaning: `${host} gets too many requests from here.`,
          here,
          steps: [
            advise("Wait and try again"),
            advise("Keep the module cache between CI jobs, so that they download nothing"),
            advise("Put a proxy of your own before it"),
          ],
        };
      }
      return {
        meaning: `${host} failed at ${name} (${status}). That is its own trouble, not that of this module.`,
        here,
        steps: [
          advise("Try again"),
          advise(
            "With | instead of , between the entries of GOPROXY the next one is asked after any failure, not only after 404 and 410",
          ),
          advise(`Look at the log of ${host}`),
        ],
      };
    },
  },
  {
    id: "file-proxy-lacks-file",
    pattern: new RegExp(String.raw`${asked}reading file://(?<file>\S+): no such file or directory`),
    explain(match, known) {
      const module = moduleOfFile(match, known);
      return {
        meaning: `The file proxy has no ${named(match, module)}: the file ${match.get("file")} is not there.`,
        here: [...route(match, known), ...known.chain(module, match.get("version") || undefined)],
        steps: [
          run("gomod-lint mirror DIR", "Add it to the tree, on a machine that can download it"),
          run(`GOPROXY=https://proxy.golang.org go mod download ${module}`, "Or fetch it from a proxy on the network"),
          advise("Or require a version that is in the tree"),
        ],
      };
    },
  },
  {
    id: "goproxy-off",
    pattern: new RegExp(
      String.raw`${asked}(?:cannot find module providing package (?<package>[^\s:]+): )?module lookup disabled by GOPROXY=off`,
    ),
    explain(match, known) {
      const name = match.get("package") || named(match);
      return {
        meaning: `${name} is not in the module cache, and GOPROXY=off lets nothing be fetched.`,
        here: [
          `${known.setting("GOPROXY")}, ${known.setting("GOMODCACHE")}.`,
          ...known.chain(moduleOf(match), match.get("version") || undefined),
        ],
        steps: [
          run("go mod download", "Fill the module cache, where there is a network, and bring it here"),
          run(known.change("GOPROXY", undefined), "Or let the go command fetch"),
          run("gomod-lint check", "See all that is missing at once"),
        ],
      };
    },
  },
  {
    id: "goproxy-empty",
    pattern: new RegExp(`${asked}GOPROXY list is not the empty string, but contains no entries`),
    explain: (_, known) => ({
      meaning: "GOPROXY holds nothing but commas: an empty variable of a script, perhaps.",
      here: [`${known.setting("GOPROXY")}.`],
      steps: [
        run(known.change("GOPROXY", undefined), "Go back to the default, https://proxy.golang.org,direct"),
        advise("Or look at the script that puts the list together"),
      ],
    }),
  },
  {
    id: "goproxy-address",
    pattern: new RegExp(String.raw`${asked}invalid proxy URL (?<reason>scheme \([^)]*\)|missing scheme|[^:\n]*): (?<value>\S+)`),
    explain: (match, known) => ({
      meaning: `${redactAddress(match.get("value"))} in GOPROXY is no address of a proxy: that begins with https://, http:// or file:///, or is direct or off.`,
      here: [`${known.setting("GOPROXY")}.`],
      steps: [
        run(known.change("GOPROXY", `https://${match.get("value").replace(/^\w+:\/\//, "")},direct`), "Write the address whole"),
      ],
    }),
  },
  {
    id: "connection-refused",
    pattern: new RegExp(String.raw`${get}dial tcp (?<address>\S+): connect: connection refused`),
    explain: (match, known) =>
      unreachable(match, known, `nothing listens at ${match.get("address")}`, ["See that the proxy runs, and at this port"]),
  },
  {
    id: "no-such-host",
    pattern: new RegExp(
      String.raw`${get}dial tcp: lookup (?<host>\S+?)(?: on [^\n]*?)?: (?:no such host|server misbehaving|i/o timeout|Temporary failure in name resolution|device or resource busy)`,
    ),
    explain: (match, known) =>
      unreachable(match, known, `the name ${match.get("host")} is not known to the DNS server here`, [
        "See whether this machine has a network and a DNS server that knows the name: containers and build steps often have neither",
      ]),
  },
  {
    id: "time-out",
    pattern: new RegExp(
      String.raw`${get}(?:dial tcp \S+: (?:connect: connection timed out|i/o timeout|connect: network is unreachable|connect: no route to host)|net/http: TLS handshake timeout|context deadline exceeded[^\n]*|[^\n]*Client\.Timeout[^\n]*)`,
    ),
    explain: (match, known) =>
      unreachable(match, known, "it did not answer in time", [
        "A firewall that drops packets looks like this: see whether the host is allowed, or only by HTTPS_PROXY",
      ]),
  },
  {
    id: "certificate",
    pattern: new RegExp(String.raw`${get}(?:tls: failed to verify certificate: )?x509: (?<reason>[^\n]*)`),
    explain: (match, known) => ({
      meaning: `${hostOf(match.get("url"))} shows a certificate that this machine does not trust: ${match.get("reason")}. A gateway that looks into TLS, or a certificate authority of your own, does that.`,
      here: route(match, known),
      steps: [
        run(
          "cp YOUR-CA.crt /usr/local/share/ca-certificates/ && update-ca-certificates",
          "Have the machine or image trust the authority",
        ),
        run("SSL_CERT_FILE=/path/to/ca.pem", "Or the go command alone"),
        ...(/expired|not yet valid/.test(match.get("reason"))
          ? [run("date", "Or set the clock: it may be that which is wrong")]
          : []),
      ],
    }),
  },
  {
    id: "http-behind-https",
    pattern: new RegExp(`${get}http: server gave HTTP response to HTTPS client`),
    explain: (match, known) => ({
      meaning: `${hostOf(match.get("url"))} speaks plain HTTP, and was asked by HTTPS.`,
      here: route(match, known),
      steps: [
        advise("Write http:// in GOPROXY, if the network in between can be trusted"),
        advise("Better: have the proxy speak TLS"),
      ],
    }),
  },
  {
    id: "connection-lost",
    pattern: new RegExp(
      String.raw`${asked}(?:(?:Get|read) "(?<url>[^"]+)": (?:read tcp [^\n]*: connection reset by peer|(?:unexpected )?EOF|http2: [^\n]*|[^\n]*: broken pipe)|zip: not a valid zip file|unexpected end of JSON input)`,
    ),
    explain: (match, known) => ({
      meaning: `${hostOf(match.get("url")) || "The proxy"} broke off in the middle of ${named(match)}.`,
      here: route(match, known),
      steps: [
        advise("Try again; what was downloaded whole is kept"),
        advise("If it happens at the same file each time: a gateway between limits the size or time of answers"),
      ],
    }),
  },
]);

function unreachable(match: Match, known: Known, reason: string, steps: readonly string[]) {
  const host = hostOf(match.get("url"));
  return {
    meaning: `${host} could not be reached for ${named(match)}: ${reason}.`,
    here: [...route(match, known), ...known.chain(moduleOf(match), match.get("version") || undefined)],
    steps: [
      ...steps.map(advise),
      ...fallback(known, host),
      run("gomod-lint doctor --online", "Ask each proxy, and see what answers"),
      advise("Without a network: fill the module cache elsewhere, or build from a vendor directory or gomod-lint mirror"),
    ],
  };
}

function moduleOf(match: Match): string {
  const module = match.get("module") || match.get("path");
  if (module !== "") return module;
  // …/example.com/a/@v/v1.0.0.info
  const path = /^\w+:\/\/[^/]+\/(.*)\/@(?:v\/|latest)/.exec(match.get("url"))?.[1] ?? "";
  return path.replace(/!([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** The module of a file of a file proxy, whose root may be anywhere above. */
function moduleOfFile(match: Match, known: Known): string {
  const module = moduleOf(match);
  if (module !== "") return module;
  const roots = known.env
    .get("GOPROXY")
    .value.split(/[,|]/)
    .filter((entry) => entry.startsWith("file://"));
  const root = roots
    .map((entry) => entry.slice("file://".length).replace(/\/?$/, "/"))
    .find((dir) => match.get("file").startsWith(dir));
  return root === undefined
    ? ""
    : match
        .get("file")
        .slice(root.length)
        .replace(/\/@(?:v\/|latest).*/, "");
}

function named(match: Match, module = moduleOf(match)): string {
  return match.get("version") === "" ? module || "a module" : `${module}@${match.get("version")}`;
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : "";
}

/** What the go command would ask for such a module. */
function route(match: Match, known: Known): readonly string[] {
  const module = moduleOf(match);
  const sentence = `${known.setting("GOPROXY")}.`;
  return module !== "" && known.isPrivate(module)
    ? [sentence, `${module} matches ${known.setting("GONOPROXY")}: no proxy should have been asked for it.`]
    : [sentence];
}

/** Another entry behind the one that failed. */
function fallback(known: Known, host: string): readonly Step[] {
  const list = parseProxyList(known.env.get("GOPROXY").value);
  if ("problem" in list || list.entries.length !== 1 || host === "proxy.golang.org") return [];
  return [run("GOPROXY=ADDRESS,https://proxy.golang.org,direct", "Name another proxy behind this one, where that is allowed")];
}

function privatePattern(module: string): string {
  const parts = module.split("/");
  return parts.length > 2 ? parts.slice(0, 2).join("/") : (parts[0] ?? module);
}
