import { ResponseError } from "vscode-jsonrpc/node";
import { pathsOf } from "../../environment/file-paths.ts";
import type { Feature } from "../feature.ts";
import { errorCode, messageType } from "../protocol.ts";
import type { Session } from "../session.ts";
import { pathOfUri } from "../uris.ts";

/** `gomod-lint.doctor`, with `{ uri }` of a file in a module: what around it keeps Go modules from working, as `gomod-lint doctor` tells. */
export const doctorFeature: Feature = {
  capabilities: () => ({}),
  requests: {},
  commands: { "gomod-lint.doctor": examine },
};

/** @returns `{ page, failed, checks }`: the text for people, whether the go command will stop, and every check */
async function examine(session: Session, [argument]: readonly unknown[]): Promise<object> {
  const { uri } = (argument ?? {}) as { readonly uri?: unknown };
  const path = typeof uri === "string" ? pathOfUri(uri, session.host.platform) : undefined;
  if (path === undefined) throw new ResponseError(errorCode.invalidParams, "the first argument must name a file: { uri }");
  const paths = pathsOf(session.host);
  const directory = session.host.kind(path) === "directory" ? path : paths.dirname(path);
  if (session.host.kind(directory) !== "directory") {
    throw new ResponseError(errorCode.requestFailed, `${directory} is no directory of this machine`);
  }
  const { page, lines, failed, checks } = await session.examine(directory);
  session.client.log("info", page);
  session.client.notify("window/showMessage", {
    type: failed ? messageType.warning : messageType.info,
    message: lines.trimEnd(),
  });
  return { page, failed, checks };
}
