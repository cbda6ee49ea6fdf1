import type { GoMessage } from "./message.ts";
import { archiveMessages } from "./messages/archives.ts";
import { buildMessages } from "./messages/build.ts";
import { cacheMessages } from "./messages/cache.ts";
import { commandMessages } from "./messages/commands.ts";
import { goModMessages } from "./messages/go-mod.ts";
import { modeMessages } from "./messages/mode.ts";
import { packageMessages, unfoundMessages } from "./messages/packages.ts";
import { proxyMessages } from "./messages/proxy.ts";
import { replaceMessages } from "./messages/replace.ts";
import { sumMessages } from "./messages/sums.ts";
import { toolchainMessages } from "./messages/toolchain.ts";
import { vcsMessages } from "./messages/vcs.ts";
import { vendorMessages } from "./messages/vendor.ts";
import { versionMessages } from "./messages/versions.ts";
import { workspaceMessages } from "./messages/workspace.ts";

/** Every message that is known; where two fit the same text, the earlier one explains it. */
export const goMessages: readonly GoMessage[] = [
  ...sumMessages,
  ...toolchainMessages,
  ...vendorMessages,
  ...workspaceMessages,
  ...replaceMessages,
  ...modeMessages,
  ...cacheMessages,
  ...commandMessages,
  ...buildMessages,
  ...goModMessages,
  ...archiveMessages,
  ...unfoundMessages,
  ...vcsMessages,
  ...proxyMessages,
  ...versionMessages,
  ...packageMessages,
];
