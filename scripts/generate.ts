import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { rules } from "../rules/index.ts";
import { featureSwitches } from "../server/lsp/feature.ts";
import { allFeatures } from "../server/lsp/requests/all.ts";
import { configurationJsonSchema } from "./configuration-schema.ts";
import { rulesPage, withRuleList } from "./rule-table.ts";
import { withServerSettings } from "./vscode-manifest.ts";

// Brings what is derived from the rules and the server's settings up to date: the list in README.md, rules/README.md, the schema of
// configuration files, and the settings of the extension of VS Code.
const repository = fileURLToPath(new URL("../..", import.meta.url));
const readme = join(repository, "README.md");
writeFileSync(readme, withRuleList(readFileSync(readme, "utf8"), rules, "rules/"));
writeFileSync(join(repository, "rules/README.md"), rulesPage(rules));
writeFileSync(join(repository, "schema.json"), configurationJsonSchema(rules));
const manifest = join(repository, "editors/vscode/package.json");
const { version } = JSON.parse(readFileSync(join(repository, "package.json"), "utf8"));
writeFileSync(
  manifest,
  withServerSettings(readFileSync(manifest, "utf8"), { version, rules, switches: featureSwitches(allFeatures) }),
);
