import { environmentFinding } from "../server/analysis/environment-finding.ts";
import { defineRule } from "../server/analysis/rule.ts";

/** GOPROXY that the go command refuses (modfetch.proxyList), or whose order or addresses lead nowhere. Silent where no go command was found. */
export const envProxy = defineRule({
  id: "env-proxy",
  group: "env",
  summary: "GOPROXY or what it leads to makes no sense",
  severity: "error",
  local: true,
  on: ["mod"],
  needs: ["environment"],
  fix: "none",
  check: ({ file, environment }) => environmentFinding(file, environment, "proxies"),
});
