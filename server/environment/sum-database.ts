import type { GoEnv } from "./go-env.ts";
import { redactAddress } from "./proxy-list.ts";

/** The checksum database in force. */
export interface SumDatabase {
  /** as its key has it, good to show: `sum.golang.org` */
  readonly name: string;
  /** where GOSUMDB says that it is, with user name and password: then no proxy is asked for it */
  readonly address: string | undefined;
}

/** Reads GOSUMDB (modfetch.dbDial): a key or a name, perhaps with an address. Undefined: none. Whether the key is one is not looked at. */
export function sumDatabase(env: GoEnv): SumDatabase | undefined {
  const { value } = env.get("GOSUMDB");
  // The other address of the same database, for where the first is not reached.
  const alias = value === "sum.golang.google.cn";
  const [key = "", address] = alias ? ["sum.golang.org", `https://${value}`] : value.split(/\s+/).filter((word) => word !== "");
  const name = redactAddress(key.split("+")[0] ?? "");
  return name === "" || name === "off" ? undefined : { name, address };
}
