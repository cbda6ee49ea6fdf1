import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A published application of the corpus. */
export interface App {
  readonly name: string;
  readonly dir: string;
  readonly requirements: number;
  /** whether the go command could load its graph */
  readonly loadable: boolean;
}

/** Where the corpus lies: $GOMOD_LINT_CORPUS, or `.corpus` in the working directory. */
export function corpusFolder(): string | undefined {
  return [process.env["GOMOD_LINT_CORPUS"] ?? "", join(process.cwd(), ".corpus")].find((dir) => dir !== "" && existsSync(dir));
}

export function corpusApps(folder: string): readonly App[] {
  return readdirSync(folder)
    .sort()
    .filter((name) => existsSync(join(folder, name, "go.mod")))
    .map((name) => {
      const dir = join(folder, name);
      const text = readFileSync(join(dir, "go.mod"), "utf8");
      const requirements = text.match(/^\s*(?:require\s+)?[a-z0-9.-]+\.[a-z]+\/\S+ v\d\S+/gim)?.length ?? 0;
      return { name, dir, requirements, loadable: existsSync(join(dir, "graph.txt")) };
    });
}
