import { ResponseError } from "vscode-jsonrpc/node";
import { errorCode } from "./protocol.ts";
import type { Found, Session } from "./session.ts";

/**
 * The open document that a command's argument names: `{ uri }`.
 * @throws ResponseError where it names none
 */
export function documentOf(session: Session, argument: unknown): Found {
  const { uri } = (argument ?? {}) as { readonly uri?: unknown };
  const found = typeof uri === "string" ? session.find(uri) : undefined;
  if (found === undefined)
    throw new ResponseError(errorCode.invalidParams, "the first argument must name an open document: { uri }");
  return found;
}
