import type {
  CallHierarchyIncomingCall,
  CallHierarchyIncomingCallsParams,
  CallHierarchyItem,
  CallHierarchyOutgoingCall,
  CallHierarchyOutgoingCallsParams,
  CallHierarchyPrepareParams,
} from "vscode-languageserver/node";
import { incomingCalls, type ModuleCall, type ModuleItem, outgoingCalls, prepareCalls } from "../../features/call-hierarchy.ts";
import type { Feature } from "../feature.ts";
import type { Session } from "../session.ts";
import { symbolKind, symbolTag } from "../symbol-kinds.ts";

/** textDocument/prepareCallHierarchy and what follows: the module graph, a requirement a call */
export const callHierarchyFeature: Feature = {
  switch: {
    name: "callHierarchy",
    on: true,
    about: "The module graph as call hierarchy: who requires a module, and what it requires.",
  },
  capabilities: () => ({ callHierarchyProvider: true }),
  requests: {
    "textDocument/prepareCallHierarchy": prepare,
    "callHierarchy/incomingCalls": incoming,
    "callHierarchy/outgoingCalls": outgoing,
  },
};

/** What an item carries: enough to find it again in the graph as it is when it is opened. */
interface ItemData {
  /** absolute path of the go.mod whose graph it is of */
  readonly root: string;
  readonly path: string;
  readonly version: string;
}

function prepare(session: Session, { textDocument, position }: CallHierarchyPrepareParams): readonly CallHierarchyItem[] | null {
  const found = session.find(textDocument.uri);
  if (found === undefined) return null;
  const item = prepareCalls(found.snapshot, found.document.positions.offset(position), session.live.surroundings);
  return item === undefined ? null : [toProtocol(session, item)];
}

function incoming(session: Session, { item }: CallHierarchyIncomingCallsParams): readonly CallHierarchyIncomingCall[] | null {
  return (
    callsOf(session, item, incomingCalls)?.map((call): CallHierarchyIncomingCall => {
      const from = toProtocol(session, call.item);
      // An editor shows nothing of a call that stands nowhere.
      return { from, fromRanges: [call.at === undefined ? from.selectionRange : session.live.location(call.at).range] };
    }) ?? null
  );
}

function outgoing(session: Session, { item }: CallHierarchyOutgoingCallsParams): readonly CallHierarchyOutgoingCall[] | null {
  return (
    callsOf(session, item, outgoingCalls)?.map((call): CallHierarchyOutgoingCall => {
      const range = call.at === undefined ? item.selectionRange : session.live.location(call.at).range;
      return { to: toProtocol(session, call.item), fromRanges: [range] };
    }) ?? null
  );
}

function callsOf(session: Session, { data }: CallHierarchyItem, calls: typeof incomingCalls): readonly ModuleCall[] | undefined {
  const { live } = session;
  if (!isItemData(data)) return undefined;
  const root = live.known(data.root);
  return root === undefined ? undefined : calls(root, { path: data.path, version: data.version }, live.surroundings);
}

function toProtocol({ live }: Session, { root, module, name, detail, main, deprecated, place }: ModuleItem): CallHierarchyItem {
  const { uri, range } = live.location(place);
  return {
    name,
    kind: main ? symbolKind.module : symbolKind.package,
    ...(deprecated ? { tags: [symbolTag.deprecated] } : {}),
    ...(detail === "" ? {} : { detail }),
    uri,
    range,
    selectionRange: range,
    data: { root, path: module.path, version: module.version } satisfies ItemData,
  };
}

function isItemData(data: unknown): data is ItemData {
  const { root, path, version } = (data ?? {}) as Record<string, unknown>;
  return typeof root === "string" && typeof path === "string" && typeof version === "string";
}
