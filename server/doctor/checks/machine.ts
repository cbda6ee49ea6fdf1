import type { Check } from "../check.ts";
import type { MachineFacts } from "../observe/machine.ts";
import { mountInWords } from "../observe/mounts.ts";

/** Where this runs, and whether the user that it runs as is the one that the folder belongs to. */
export function checkMachine({
  container,
  containerSign,
  virtual,
  bound,
  uid,
  repository,
  program,
}: MachineFacts): readonly Check[] {
  const inside = [container === undefined || container === "container" ? container : `${container} container`, virtual].filter(
    (word) => word !== undefined,
  );
  const details = bound.map(({ what, path, mount }) => `${what} (${path}) is mounted from elsewhere: ${mountInWords(mount)}`);
  if (containerSign !== undefined) details.unshift(`a container, as ${containerSign} tells`);
  const observed = inside.length === 0 ? "no sign of a container or virtual machine" : inside.join(" in a ");
  const checks: Check[] = [
    { system: "machine", status: "passed", subject: "isolation", observed, ...(details.length === 0 ? {} : { details }) },
  ];
  if (uid === undefined) return checks;
  const common = { system: "machine", subject: "user", observed: `user ${uid}` } as const;
  if (repository === undefined || repository.owner === uid) return [...checks, { ...common, status: "passed" }];
  const { root, owner, git, stampingOff, trusted } = repository;
  if (!git || stampingOff || trusted) {
    return [...checks, { ...common, status: "passed", details: [`${root} belongs to user ${owner}`] }];
  }
  return [
    ...checks,
    {
      ...common,
      status: program ? "failed" : "warned",
      origin: root,
      reason: `the repository belongs to user ${owner}, so that git refuses it (dubious ownership): go build of a program stops with “error obtaining VCS status”`,
      remedy: `git config --global --add safe.directory ${root}, or -buildvcs=false in GOFLAGS, or run as user ${owner}`,
    },
  ];
}
