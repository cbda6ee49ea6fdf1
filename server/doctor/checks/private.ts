import { counted } from "../../text/counted.ts";
import { type Check, firstLines } from "../check.ts";
import { mend } from "../mend.ts";
import type { PrivateFacts } from "../observe/private.ts";

/** Whether the names of private modules would reach a public proxy or checksum database. */
export function checkPrivate({ leaks, kept, env }: PrivateFacts): readonly Check[] {
  const common = { system: "private", subject: "private modules" } as const;
  const setting = env.get("GOPRIVATE");
  if (leaks.length === 0) {
    const observed =
      kept.length === 0
        ? "none is known by its name or a setting"
        : `${counted(kept.length, "module")}, none asked of the public`;
    return [{ ...common, status: "passed", observed }];
  }
  const details = firstLines(leaks.map(({ module, sign, to }) => `${module} → ${to.join(", ")}: ${sign}`));
  const hosts = [...new Set(leaks.flatMap(({ to }) => to))].join(" and ");
  return [
    {
      ...common,
      status: "warned",
      observed: `${counted(leaks.length, "module")} would be asked of ${hosts}`,
      origin: `GOPRIVATE=${setting.value}`,
      reason:
        "their names leave this machine, and the public has no such modules: where go.sum does not know them the go command stops",
      remedy: remedyOf({ leaks, env }),
      details,
    },
  ];
}

/** GOPRIVATE covers proxy and database, unless one of them is set for itself. */
function remedyOf({ leaks, env }: Pick<PrivateFacts, "leaks" | "env">): string {
  const patterns = [...new Set(leaks.map(({ pattern }) => pattern))];
  const commands: string[] = [];
  for (const variable of ["GOPRIVATE", "GONOPROXY", "GONOSUMDB"] as const) {
    const setting = env.get(variable);
    if (variable !== "GOPRIVATE" && setting.origin.from === "default") continue;
    const known = setting.value.split(",").filter((word) => word !== "" && word !== "none");
    const missing = patterns.filter((pattern) => !known.includes(pattern));
    if (missing.length > 0)
      commands.push(
        mend(
          variable,
          setting.origin.from === "default" ? { ...setting, origin: { from: "user", file: "" } } : setting,
          [...known, ...missing].join(","),
        ),
      );
  }
  return commands.join("; ");
}
