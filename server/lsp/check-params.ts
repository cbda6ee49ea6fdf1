/** Says what is wrong with a value, at a path for the reader; undefined: nothing. */
type Check = (value: unknown, at: string) => string | undefined;

const string: Check = (value, at) => (typeof value === "string" ? undefined : `${at} must be a string`);
const natural: Check = (value, at) =>
  typeof value === "number" && Number.isInteger(value) && value >= 0 ? undefined : `${at} must be a number from 0 on`;
const integer: Check = (value, at) => (Number.isInteger(value) ? undefined : `${at} must be an integer`);

const record =
  (fields: Readonly<Record<string, Check>>): Check =>
  (value, at) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return `${at} must be an object`;
    return first(Object.entries(fields), ([name, check]) => check((value as Record<string, unknown>)[name], `${at}.${name}`));
  };
const list =
  (check: Check): Check =>
  (value, at) =>
    Array.isArray(value) ? first([...value.entries()], ([i, item]) => check(item, `${at}[${i}]`)) : `${at} must be a list`;
const optional =
  (check: Check): Check =>
  (value, at) =>
    value === undefined || value === null ? undefined : check(value, at);

const document = record({ uri: string });
const position = record({ line: natural, character: natural });
const range = record({ start: position, end: position });

/** Fields that mean the same in the params of every request that has them. */
const common: Readonly<Record<string, Check>> = {
  textDocument: optional(document),
  position: optional(position),
  range: optional(range),
  positions: optional(list(position)),
  ranges: optional(list(range)),
  previousResultIds: optional(list(record({ uri: string, value: string }))),
  query: optional(string),
  previousResultId: optional(string),
};

const folders = list(record({ uri: string }));

/** Fields that params must have beside what is right by `common`. */
const required: Readonly<Record<string, Readonly<Record<string, Check>>>> = {
  "textDocument/didOpen": { textDocument: record({ uri: string, languageId: string, version: integer, text: string }) },
  "textDocument/didChange": {
    textDocument: record({ uri: string, version: integer }),
    contentChanges: list(record({ range: optional(range), text: string })),
  },
  "textDocument/didSave": { textDocument: document },
  "textDocument/didClose": { textDocument: document },
  "workspace/symbol": { query: string },
  "workspace/didChangeWatchedFiles": { changes: list(record({ uri: string })) },
  "workspace/didChangeWorkspaceFolders": { event: record({ added: folders, removed: folders }) },
};

const ofDocument = { textDocument: document };
const atPosition = { ...ofDocument, position };

/**
 * What is wrong with the params of a message, as far as every handler relies on it; undefined: nothing. What only one of them looks at it
 * checks itself.
 */
export function paramsProblem(method: string, params: object): string | undefined {
  const fields = { ...common, ...(required[method] ?? requiredOfRequest(method)) };
  return first(Object.entries(fields), ([name, check]) => check((params as Record<string, unknown>)[name], name));
}

const positioned =
  /^textDocument\/(?:hover|completion|definition|references|documentHighlight|prepareCallHierarchy|prepareRename|rename)$/;

function requiredOfRequest(method: string): Readonly<Record<string, Check>> {
  if (positioned.test(method)) return atPosition;
  return method.startsWith("textDocument/") ? ofDocument : {};
}

function first<T>(values: readonly T[], problem: (value: T) => string | undefined): string | undefined {
  for (const value of values) {
    const found = problem(value);
    if (found !== undefined) return found;
  }
  return undefined;
}
