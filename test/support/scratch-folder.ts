import * as fs from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** A folder of the disk that each test has for itself. */
export interface ScratchFolder {
  /** absolute and free of links; another one in each test */
  readonly path: string;
  /** Writes files, by their path in the folder, with the directories above them. */
  write(files: Readonly<Record<string, string | Uint8Array>>): void;
  read(name: string): string;
}

/**
 * Gives every test of the surrounding `describe` an empty folder, which goes with it.
 * @param prefix what its name begins with, for names that are hard to cope with
 */
export function scratchFolder(prefix = "gomod-lint-"): ScratchFolder {
  let path = "";
  beforeEach(() => {
    path = fs.realpathSync(fs.mkdtempSync(join(tmpdir(), prefix)));
  });
  afterEach(() => {
    fs.rmSync(path, { recursive: true, force: true, maxRetries: 5 });
  });
  return {
    get path() {
      return path;
    },
    write(files) {
      for (const [name, content] of Object.entries(files)) {
        fs.mkdirSync(dirname(join(path, name)), { recursive: true });
        fs.writeFileSync(join(path, name), content);
      }
    },
    read: (name) => fs.readFileSync(join(path, name), "utf8"),
  };
}
