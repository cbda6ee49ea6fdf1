import type { Check } from "../check.ts";
import type { MachineFacts, UserFacts } from "../observe/machine.ts";
import { mountInWords } from "../observe/mounts.ts";

/** Where this runs, and what is mounted from elsewhere. */
export function checkMachine({ container, containerSign, virtual, bound }: MachineFacts): readonly Check[] {
  const named = container === undefined || container === "container" ? container : `${container} container`;
  const inside = [named, virtual].filter((word) => word !== undefined);
  const details = bound.map(({ what, path, mount }) => `${what} (${path}) is mounted from elsewhere: ${mountInWords(mount)}`);
  if (containerSign !== undefined) details.unshift(`a container, as ${containerSign} tells`);
  const observed = inside.length === 0 ? "no sign of a container or virtual machine" : inside.join(" in a ");
  return [{ system: "machine", status: "passed", subject: "isolation", observed, ...(details.length === 0 ? {} : { details }) }];
}

/** Whether the user that this runs as is the one that the repository belongs to, or git is told to trust it. */
export function checkUser({ uid, repository, refused, program }: UserFacts): readonly Check[] {
  if (uid === undefined) return [];
  const common = { system: "machine", subject: "user", observed: `user ${uid}` } as const;
  if (repository === undefined || repository.owner === uid) return [{ ...common, status: "passed" }];
  const { root, owner } = repository;
  if (!refused) return [{ ...common, status: "passed", details: [`${root} belongs to user ${owner}`] }];
  return [
    {
      ...common,
      status: program ? "failed" : "warned",
      origin: root,
      reason: `the repository belongs to user ${owner}, so that git refuses it (dubious ownership): go build of a program stops with “error obtaining VCS status”`,
      remedy: `git config --global --add safe.directory ${root}, or -buildvcs=false in GOFLAGS, or run as user ${owner}`,
    },
  ];
}
