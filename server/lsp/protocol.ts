import type {
  ApplyWorkspaceEditParams,
  ApplyWorkspaceEditResult,
  ConfigurationParams,
  DidChangeConfigurationParams,
  DidChangeTextDocumentParams,
  DidChangeWatchedFilesParams,
  DidChangeWorkspaceFoldersParams,
  DidCloseTextDocumentParams,
  DidOpenTextDocumentParams,
  DidSaveTextDocumentParams,
  InitializedParams,
  LogMessageParams,
  PublishDiagnosticsParams,
  RegistrationParams,
  ShowDocumentParams,
  ShowDocumentResult,
  ShowMessageParams,
  UnregistrationParams,
  WorkDoneProgressCancelParams,
  WorkDoneProgressCreateParams,
} from "vscode-languageserver/node";

/** The notifications that the server listens to. */
export interface Notifications {
  initialized: InitializedParams;
  "textDocument/didOpen": DidOpenTextDocumentParams;
  "textDocument/didChange": DidChangeTextDocumentParams;
  "textDocument/didSave": DidSaveTextDocumentParams;
  "textDocument/didClose": DidCloseTextDocumentParams;
  "workspace/didChangeConfiguration": DidChangeConfigurationParams;
  "workspace/didChangeWatchedFiles": DidChangeWatchedFilesParams;
  "workspace/didChangeWorkspaceFolders": DidChangeWorkspaceFoldersParams;
  "window/workDoneProgress/cancel": WorkDoneProgressCancelParams;
}

/** What the server tells the client. */
export interface ClientNotifications {
  "textDocument/publishDiagnostics": PublishDiagnosticsParams;
  "window/logMessage": LogMessageParams;
  "window/showMessage": ShowMessageParams;
  "$/logTrace": { readonly message: string; readonly verbose?: string };
  "$/progress": { readonly token: string | number; readonly value: object };
}

/** What the server asks the client. */
export interface ClientRequests {
  "workspace/configuration": [params: ConfigurationParams, result: readonly unknown[]];
  "client/registerCapability": [params: RegistrationParams, result: null];
  "window/workDoneProgress/create": [params: WorkDoneProgressCreateParams, result: null];
  "workspace/diagnostic/refresh": [params: undefined, result: null];
  "workspace/semanticTokens/refresh": [params: undefined, result: null];
  "workspace/inlayHint/refresh": [params: undefined, result: null];
  "workspace/codeLens/refresh": [params: undefined, result: null];
  "window/showDocument": [params: ShowDocumentParams, result: ShowDocumentResult];
  "workspace/applyEdit": [params: ApplyWorkspaceEditParams, result: ApplyWorkspaceEditResult];
  "client/unregisterCapability": [params: UnregistrationParams, result: null];
}

/** Error codes of JSON-RPC and of the protocol. */
export const errorCode = {
  parseError: -32700,
  invalidRequest: -32600,
  methodNotFound: -32601,
  invalidParams: -32602,
  internalError: -32603,
  serverNotInitialized: -32002,
  contentModified: -32801,
  requestFailed: -32803,
  serverCancelled: -32802,
  requestCancelled: -32800,
} as const;

/** Types of window/logMessage and window/showMessage. */
export const messageType = { error: 1, warning: 2, info: 3, log: 4 } as const;
