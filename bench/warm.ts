import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { App } from "./corpus.ts";
import { completeSums, inProcess } from "./engine.ts";
import { inTurn, median, peakMemory, type Subject } from "./measure.ts";
import { type Row, ratio } from "./row.ts";

/** What a run costs that finds everything in the module cache: the first one, and a later one, for which its graph was kept. */
export async function warmRows(app: App, main: string, rounds: number, hasGo: boolean): Promise<readonly Row[]> {
  // A copy, so that go.sum can be there or not.
  const root = mkdtempSync(join(tmpdir(), "gomod-lint-bench-"));
  try {
    const bare = join(root, "bare");
    const summed = join(root, "summed");
    for (const dir of [bare, summed]) cpSync(join(app.dir, "go.mod"), join(dir, "go.mod"));
    writeFileSync(join(summed, "go.sum"), await completeSums(summed));
    const env = { GOFLAGS: "-mod=mod", GOWORK: "off", GOTOOLCHAIN: "local" };
    const lint = (name: string, command: string, cache: string): Subject => ({
      name,
      command: [process.execPath, main, command, "--offline"],
      cwd: summed,
      env: { GOMODLINT_CACHE: cache },
      codes: command === "graph" ? [0, 3] : [0, 1],
    });
    const own = join(root, "own");
    const subjects: Subject[] = [
      { name: "node", command: [process.execPath, "-e", "0"] },
      lint("graph", "graph", own),
      lint("check", "check", own),
      lint("first graph", "graph", "off"),
      lint("first check", "check", "off"),
      lint("doctor", "doctor", own),
    ];
    if (hasGo && app.loadable) {
      const command = ["go", "mod", "graph"] as const;
      subjects.push({ name: "go, go.sum", command, cwd: summed, env });
      subjects.push({
        name: "go, no go.sum",
        command,
        cwd: bare,
        env,
        prepare: () => rmSync(join(bare, "go.sum"), { force: true }),
      });
    }
    const times = inTurn(subjects, rounds);
    const of = (name: string): readonly number[] => times.get(name) ?? [];
    const rows: Row[] = [
      ratio(app.name, "graph process / node -e 0", of("graph"), of("node"), 2.0),
      ratio(app.name, "check process / node -e 0", of("check"), of("node"), 2.5),
      ratio(app.name, "first graph process (nothing kept) / node -e 0", of("first graph"), of("node"), Number.POSITIVE_INFINITY),
      ratio(app.name, "first check process (nothing kept) / node -e 0", of("first check"), of("node"), Number.POSITIVE_INFINITY),
      { app: app.name, what: "doctor process, milliseconds", value: median(of("doctor")), bar: 500 },
      {
        app: app.name,
        what: "peak memory of check, MiB",
        value: peakMemory([main, "check", "--offline"], summed, { GOMODLINT_CACHE: "off" }),
        bar: 110,
      },
    ];
    if (times.has("go, go.sum")) {
      const inside = await inProcess(summed, rounds);
      rows.push(ratio(app.name, "graph inside the process / go mod graph", inside, of("go, go.sum"), 1.0));
      rows.push(ratio(app.name, "check / go mod graph without go.sum", of("check"), of("go, no go.sum"), 0.75));
    }
    return rows;
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
