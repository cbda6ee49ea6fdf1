/** The documents that the server is told of: dependencies' files in the module cache have the language go.mod, too, but are nobody's to mend. */
export const selector = [
  { scheme: "file", language: "go.mod", pattern: "**/{go,go.*,gopls}.mod" },
  { scheme: "file", language: "go.work", pattern: "**/go.work" },
];
