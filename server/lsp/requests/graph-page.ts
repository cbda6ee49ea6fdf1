import { ResponseError } from "vscode-jsonrpc/node";
import { pathsOf } from "../../environment/file-paths.ts";
import { builtGraph } from "../../features/surroundings.ts";
import { ownCacheDirectory } from "../../sources/own-cache.ts";
import { sha256 } from "../../text/sha256.ts";
import { documentOf } from "../command-arguments.ts";
import type { Feature } from "../feature.ts";
import { errorCode, messageType } from "../protocol.ts";
import type { Session } from "../session.ts";

/** `gomod-lint.graph`, with `{ uri, module? }`: the module graph as a page, what leads to `module` first, in the user's browser. */
export const graphPageFeature: Feature = {
  capabilities: () => ({}),
  requests: {},
  commands: { "gomod-lint.graph": (session, [argument]) => showGraph(session, argument) },
};

/** @returns the URI of the page's file, for clients that show it themselves */
async function showGraph(session: Session, argument: unknown): Promise<string> {
  const { document, snapshot } = documentOf(session, argument);
  const graph = builtGraph(snapshot);
  if (graph === undefined) throw new ResponseError(errorCode.requestFailed, "the document has no module graph");
  const { module } = argument as { readonly module?: unknown };
  const focus = typeof module === "string" ? graph.selectedNode(module) : undefined;
  if (module !== undefined && focus === undefined) {
    throw new ResponseError(errorCode.requestFailed, `${JSON.stringify(module)} is not in the module graph`);
  }
  const page = await session.drawPage(graph, focus);
  if (typeof page !== "string") throw new ResponseError(errorCode.requestFailed, page.problem);
  const { host, client } = session;
  const cache = ownCacheDirectory(host);
  if (cache === undefined) {
    throw new ResponseError(
      errorCode.requestFailed,
      "there is no cache directory to write the page to: GOMODLINT_CACHE names one",
    );
  }
  // One file a document: who draws it again finds it in the same tab.
  const path = pathsOf(host).join(cache, "graphs", `${sha256(document.uri, "hex").slice(0, 16)}.html`);
  const failure = host.write(path, page, { parents: true, durable: false });
  if (failure !== undefined) throw new ResponseError(errorCode.requestFailed, `${path}: ${failure.detail}`);
  const uri = session.live.uri(path);
  const shows = session.capabilities.window?.showDocument?.support === true;
  const shown = shows ? await client.ask("window/showDocument", { uri, external: true }) : undefined;
  if (shown?.success !== true) {
    client.notify("window/showMessage", { type: messageType.info, message: `gomod-lint: the module graph is drawn in ${path}` });
  }
  return uri;
}
