import type { Check } from "../check.ts";
import type { Reached, ReachedProxy, ReachFacts } from "../observe/reach.ts";

/** Whether each proxy and the checksum database answer, and at which step it ends where they do not. */
export function checkReach({ proxies, database }: ReachFacts): readonly Check[] {
  const checks = proxies.map((proxy) => checkProxy(proxy));
  // Of a proxy that does not answer all is said.
  const dead = checks.some(({ subject, status }) => subject === database?.by && status !== "passed");
  if (database !== undefined && !dead) checks.push(checkDatabase(database));
  return checks;
}

function checkProxy({ url, host, via, module, fallBackOnError, last, answer }: ReachedProxy): Check {
  const common = { system: "reach", subject: url, ...(via === undefined ? {} : { origin: `by the HTTP proxy ${via}` }) } as const;
  if ("status" in answer) {
    const { status, milliseconds } = answer;
    if (status === 200) return { ...common, status: "passed", observed: `answers in ${milliseconds} ms` };
    const none = status === 404 || status === 410;
    // Without a module anything but a refusal shows that somebody is there.
    if (module === undefined && (none || (status < 500 && ![401, 403, 407, 429].includes(status)))) {
      return { ...common, status: "passed", observed: `answers in ${milliseconds} ms (HTTP ${status})` };
    }
    if (none && !last) {
      return {
        ...common,
        status: "passed",
        observed: `answers in ${milliseconds} ms: it has no ${module} (HTTP ${status}), the next entry is asked`,
      };
    }
  }
  const [reason, remedy] = trouble(answer, host, via, module);
  const rest = last
    ? "nothing is fetched"
    : fallBackOnError
      ? "the next entry is asked"
      : "the next entry is not asked behind a comma, and nothing is fetched";
  return {
    ...common,
    status: fallBackOnError && !last ? "warned" : "failed",
    observed: "status" in answer ? `HTTP ${answer.status}` : steps[answer.failed],
    reason: `${reason}: ${rest}`,
    remedy,
  };
}

function checkDatabase({ name, by, answer }: NonNullable<ReachFacts["database"]>): Check {
  const common = { system: "reach", subject: `checksum database ${name}`, origin: by } as const;
  if ("status" in answer && answer.status === 200)
    return { ...common, status: "passed", observed: `answers in ${answer.milliseconds} ms` };
  const [reason] = trouble(answer, new URL(by).host, undefined, undefined);
  return {
    ...common,
    status: "warned",
    observed: "status" in answer ? `HTTP ${answer.status}` : steps[answer.failed],
    reason: `${reason}: modules that go.sum does not know cannot be verified, and the go command stops at them`,
    remedy:
      "let it be reached, or GONOSUMDB=PATTERN for the modules that it need not know, or GOSUMDB=off where go.sum is complete",
  };
}

/** At which step a request ended. */
const steps: Readonly<Record<Exclude<Reached, { status: number }>["failed"], string>> = {
  dns: "DNS",
  refused: "connection refused",
  reset: "connection reset",
  tls: "TLS",
  timeout: "time-out",
  aborted: "ended",
  "too-large": "answer too large",
  truncated: "answer cut short",
  other: "no answer",
  "refused-to-send": "not sent",
  redirect: "redirected",
};

/** What is wrong, and what to do about it. */
function trouble(answer: Reached, host: string, via: string | undefined, module: string | undefined): readonly [string, string] {
  if ("status" in answer) {
    const { status, detail } = answer;
    switch (status) {
      case 401:
        return [
          `it wants a login (${detail})`,
          `a line in ~/.netrc: machine ${host} login NAME password PASSWORD (chmod 600), over https`,
        ];
      case 403:
        return [`it forbids it (${detail})`, "ask who runs it for access, or for the module to be let through"];
      case 407:
        return [
          `the HTTP proxy wants a login (${detail})`,
          "user name and password in HTTPS_PROXY: http://NAME:PASSWORD@host:port",
        ];
      case 404:
      case 410:
        return [
          `it has no ${module ?? "such file"} (${detail})`,
          "another entry behind it: go env -w GOPROXY=FIRST,direct; or GOPRIVATE where the module is private",
        ];
      case 429:
        return [`it limits how often it is asked (${detail})`, "wait, or have another proxy in front of it"];
      default:
        return [
          `it is in trouble (${detail})`,
          status >= 500
            ? "wait, or gomod-lint doctor --wait 60s; a bar in GOPROXY lets the next entry be asked"
            : "check the address in GOPROXY: its path must be that of the proxy",
        ];
    }
  }
  const { failed, detail } = answer;
  const through = via === undefined ? "" : `, or HTTP_PROXY, HTTPS_PROXY and NO_PROXY (now ${via})`;
  switch (failed) {
    case "dns":
      return [detail, `check the spelling of ${host}, the resolver (/etc/resolv.conf)${through}`];
    case "refused":
      return [detail, `let ${host} be reached: is it up, does a firewall stand between${through}`];
    case "tls":
      return [detail, "install the authority of its certificate in the system, or name it: export SSL_CERT_FILE=/path/to/ca.pem"];
    case "timeout":
      return [detail, `let ${host} be reached: packets to it may be dropped by a firewall${through}`];
    case "refused-to-send":
      return [detail, "use https, or take the user name and password out of GOPROXY"];
    default:
      return [detail, `look at what stands between here and ${host}${through}`];
  }
}
