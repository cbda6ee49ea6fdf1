import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { rules } from "../rules/index.ts";
import { configurationJsonSchema } from "./configuration-schema.ts";
import { rulesPage, withRuleTable } from "./rule-table.ts";

// Brings what is derived from the rules up to date: the table in README.md, rules/README.md, and the schema of configuration files.
const repository = fileURLToPath(new URL("../..", import.meta.url));
const readme = join(repository, "README.md");
writeFileSync(readme, withRuleTable(readFileSync(readme, "utf8"), rules, "rules/"));
writeFileSync(join(repository, "rules/README.md"), rulesPage(rules));
writeFileSync(join(repository, "schema.json"), configurationJsonSchema(rules));
