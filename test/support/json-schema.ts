import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import { repository } from "./paths.ts";

/** A check by a JSON schema (draft 7): what is wrong with a value, a line each; none when it is valid. */
export function schemaCheck(schema: object): (value: unknown) => readonly string[] {
  // SARIF's schema has a pattern that only makes sense without the flag u.
  const ajv = new Ajv({ allErrors: true, strict: false, unicodeRegExp: false });
  addFormats.default(ajv);
  const validate = ajv.compile(schema);
  return (value) => {
    validate(value);
    return (validate.errors ?? []).map(
      (error) => `${error.instancePath || "/"} ${error.message} ${JSON.stringify(error.params)}`,
    );
  };
}

/** OASIS' schema of SARIF 2.1.0, as a package of the development dependencies brings it. */
export function sarifSchema(): object {
  const path = "node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json";
  // It is of draft 4, of which it uses nothing that has another meaning in draft 7 but the names of these two.
  const { $schema, id, ...schema } = JSON.parse(readFileSync(join(repository, path), "utf8"));
  return schema;
}
