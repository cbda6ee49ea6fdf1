import { counted } from "../../text/counted.ts";
import type { Check } from "../check.ts";
import type { FilesFacts, ModuleFile } from "../observe/files.ts";
import { mountInWords } from "../observe/mounts.ts";

/** Whether go.mod, go.sum and go.work may be written, and what fails where they may not. */
export function checkFiles({ files, uid, buildsWrite }: FilesFacts): readonly Check[] {
  const fixed = files.filter(({ unwritable }) => unwritable !== undefined);
  const [first] = fixed;
  const common = { system: "files", subject: "writing" } as const;
  if (first === undefined) {
    return [
      {
        ...common,
        status: "passed",
        observed: `${counted(files.length, "file")} may be written`,
        details: files.map(({ path }) => path),
      },
    ];
  }
  const details = fixed.map(({ path, exists, mount }) => {
    const where = mount === undefined ? "" : `: on ${mountInWords(mount)}`;
    return `${path}${exists ? "" : " (to be made)"}${where}`;
  });
  return [
    {
      ...common,
      status: "warned",
      observed: `${fixed.map(({ path }) => path).join(", ")} may not be written (${first.unwritable?.detail})`,
      reason: buildsWrite
        ? "builds with -mod=mod stop where they would change them, and so do go get and go mod tidy"
        : "go get, go mod tidy and -mod=mod stop; builds with -mod=readonly (as by default) or -mod=vendor work",
      remedy: remedyOf(first, uid, buildsWrite),
      details,
    },
  ];
}

function remedyOf({ path, unwritable, owner }: ModuleFile, uid: number | undefined, buildsWrite: boolean): string {
  const readonly = buildsWrite ? "-mod=readonly in GOFLAGS, or " : "";
  if (unwritable?.detail === "EROFS") return `${readonly}mount the folder writable where go.mod is to be changed`;
  if (owner !== undefined && uid !== undefined && owner !== uid)
    return `${readonly}chown ${uid} ${path} (as its owner), or run as user ${owner}`;
  return `${readonly}chmod u+w ${path}`;
}
