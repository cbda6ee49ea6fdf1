import { createModFileReader, type ModFileReader } from "../../server/modfile/reader.ts";

/**
 * A reader for the tests of the surrounding `describe`: made before the first of them, let go of after the last. What is given stands for it
 * from the start, so that helpers may hold it; it cannot be used before the tests run.
 */
export function suiteReader(): ModFileReader {
  let reader: ModFileReader | undefined;
  before(async () => {
    reader = await createModFileReader();
  });
  after(() => reader?.dispose());
  // Methods are bound: the reader's private parser is not to be had through anything but itself.
  return new Proxy({} as ModFileReader, {
    get(_, name) {
      if (reader === undefined) throw new Error("the reader is there while tests run");
      const member: unknown = Reflect.get(reader, name);
      return typeof member === "function" ? member.bind(reader) : member;
    },
  });
}
