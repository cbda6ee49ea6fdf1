/** The name of the file beside `name` in which its next content is put together: says which process does it. */
export function temporaryName(name: string, pid: number): string {
  return `.${name}.${pid}-${Math.random().toString(36).slice(2, 12)}.tmp`;
}

/** What such a name tells: the name of the file that was being written, and the process that did it. Undefined where it is none. */
export function parseTemporaryName(name: string): { readonly of: string; readonly maker: number } | undefined {
  const [, of, pid] = /^\.(.+)\.(\d{1,10})-[0-9a-z]{1,10}\.tmp$/.exec(name) ?? [];
  return of === undefined || pid === undefined ? undefined : { of, maker: Number(pid) };
}
