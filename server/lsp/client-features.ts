import type { InitializeParams } from "vscode-languageserver/node";
import { negotiateEncoding, type PositionEncoding } from "./positions.ts";

/** What the client can do, as far as it changes what the server sends. Everything that a client does not name it cannot do. */
export interface ClientFeatures {
  readonly encoding: PositionEncoding;
  readonly hover: "markdown" | "plaintext";
  readonly diagnostics: {
    readonly related: boolean;
    /** numbers of the tags it shows */
    readonly tags: readonly number[];
    readonly codeDescription: boolean;
    readonly data: boolean;
    /** asks for them itself, and asks again when it is told to; whoever cannot be told is told the findings */
    readonly pull: boolean;
    /** takes findings in other files along with those of a document */
    readonly relatedDocuments: boolean;
  };
  readonly codeActions: {
    /** takes code actions at all; older clients take commands only */
    readonly literals: boolean;
    readonly preferred: boolean;
    /** fills in an action's edit by codeAction/resolve, and keeps its `data` */
    readonly resolve: boolean;
  };
  /** edits that name the document's version */
  readonly documentChanges: boolean;
  /** answers workspace/configuration */
  readonly configuration: boolean;
  /** shows how far work is that the server began by itself */
  readonly progress: boolean;
  /** features that may be registered later */
  readonly registers: { readonly watchedFiles: boolean; readonly configuration: boolean; readonly formatting: boolean };
}

export function clientFeatures({ capabilities }: InitializeParams): ClientFeatures {
  const { general, textDocument, window, workspace } = capabilities ?? {};
  const { publishDiagnostics, codeAction } = textDocument ?? {};
  const formats = textDocument?.hover?.contentFormat;
  return {
    encoding: negotiateEncoding(general?.positionEncodings),
    hover: formats?.find((format) => format === "markdown" || format === "plaintext") ?? "plaintext",
    diagnostics: {
      related: publishDiagnostics?.relatedInformation === true,
      tags: publishDiagnostics?.tagSupport?.valueSet ?? [],
      codeDescription: publishDiagnostics?.codeDescriptionSupport === true,
      data: publishDiagnostics?.dataSupport === true,
      pull: textDocument?.diagnostic !== undefined && workspace?.diagnostics?.refreshSupport === true,
      relatedDocuments: textDocument?.diagnostic?.relatedDocumentSupport === true,
    },
    codeActions: {
      literals: codeAction?.codeActionLiteralSupport !== undefined,
      preferred: codeAction?.isPreferredSupport === true,
      resolve: codeAction?.dataSupport === true && codeAction.resolveSupport?.properties.includes("edit") === true,
    },
    documentChanges: workspace?.workspaceEdit?.documentChanges === true,
    configuration: workspace?.configuration === true,
    progress: window?.workDoneProgress === true,
    registers: {
      watchedFiles: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
      configuration: workspace?.didChangeConfiguration?.dynamicRegistration === true,
      formatting: textDocument?.formatting?.dynamicRegistration === true,
    },
  };
}
