import { Uri, window, workspace } from "vscode";
import type { ExecuteCommandMiddleware } from "vscode-languageclient/node";
import type { GraphViews } from "./graph-view.ts";
import { commandFile, save } from "./module-file.ts";
import { askVersions } from "./reports.ts";

/** Commands of the server that run nothing, and so may be given in a folder that is not trusted. */
const harmless = new Set(["gomod-lint.graph", "gomod-lint.why", "gomod-lint.whatif"]);

/** What commands of the server are about. */
interface Argument {
  readonly uri: string;
  readonly module?: string;
  readonly modules?: readonly string[];
}

/** What happens to commands of the server before it gets them. */
export function serverCommands(graphs: GraphViews): Required<Pick<ExecuteCommandMiddleware, "executeCommand">> {
  return {
    async executeCommand(command, args, next) {
      if (!workspace.isTrusted && !harmless.has(command)) {
        void window.showWarningMessage("gomod-lint: nothing is run in a folder that is not trusted");
        return undefined;
      }
      // Lenses and actions name what it is about; of the palette it is the file that is edited.
      const argument: Argument | undefined = args[0] ?? (await askArgument(command));
      if (argument === undefined) return undefined;
      if (command === "gomod-lint.graph") return graphs.show(Uri.parse(argument.uri), argument.module);
      return next(command, [argument, ...args.slice(1)]);
    },
  };
}

async function askArgument(command: string): Promise<Argument | undefined> {
  const file = commandFile(undefined);
  // The go command reads files.
  if (file === undefined || !(await save(file))) return undefined;
  if (command !== "gomod-lint.get") return { uri: file.toString() };
  const modules = await askVersions("What go get is to bring; several are divided by spaces.", "latest");
  return modules && { uri: file.toString(), modules };
}
