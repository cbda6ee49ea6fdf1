/** A txtar archive, the format of Go's own script tests: a comment, then files behind `-- name --` lines. */
export interface Txtar {
  readonly comment: string;
  readonly files: ReadonlyMap<string, string>;
}

const marker = /^-- (.+) --[ \t]*\r?$/;

export function parseTxtar(text: string): Txtar {
  const files = new Map<string, string>();
  let comment = "";
  let name: string | undefined;
  let content = "";
  const end = (): void => {
    if (name === undefined) comment = content;
    else files.set(name, content);
    content = "";
  };
  for (const line of text.split(/(?<=\n)/)) {
    const found = marker.exec(line.replace(/\n$/, ""))?.[1];
    if (found === undefined) {
      content += line;
      continue;
    }
    end();
    name = found.trim();
  }
  end();
  return { comment, files };
}
