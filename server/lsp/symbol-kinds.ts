import type { FileSymbol } from "../features/document-symbols.ts";

/** SymbolKind of the protocol, as far as it is used; not an enum of its library, which would have to be loaded for it */
export const symbolKind = {
  file: 1,
  module: 2,
  namespace: 3,
  package: 4,
  property: 7,
  function: 12,
  constant: 14,
  event: 24,
} as const;

/** SymbolTag */
export const symbolTag = { deprecated: 1 } as const;

/** What an editor draws an entry of a go.mod as. */
export const kindOfEntry = {
  block: symbolKind.namespace,
  module: symbolKind.module,
  use: symbolKind.module,
  require: symbolKind.package,
  replace: symbolKind.package,
  exclude: symbolKind.package,
  tool: symbolKind.function,
  ignore: symbolKind.file,
  go: symbolKind.constant,
  toolchain: symbolKind.constant,
  godebug: symbolKind.property,
  retract: symbolKind.event,
} as const satisfies Record<FileSymbol["kind"], number>;
