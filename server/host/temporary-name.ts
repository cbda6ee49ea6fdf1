/** The name of the file beside `name` in which its next content is put together: says which process does it. */
export function temporaryName(name: string, pid: number): string {
  return `.${name}.${pid}-${Math.random().toString(36).slice(2, 12)}.tmp`;
}

/** The process that made a file of this name; undefined where it is no such name. */
export function makerOf(name: string): number | undefined {
  const pid = /^\..+\.(\d{1,10})-[0-9a-z]{1,10}\.tmp$/.exec(name)?.[1];
  return pid === undefined ? undefined : Number(pid);
}
