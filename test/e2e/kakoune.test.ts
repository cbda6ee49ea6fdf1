import assert from "node:assert/strict";
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import * as fs from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import { repository, toolCache } from "../support/paths.ts";
import { scratchFolder } from "../support/scratch-folder.ts";
import { installProgram, offlineEnvironment } from "../support/spawn-cli.ts";

const client = join(toolCache, "kak-lsp-22.0.0", "bin");
const present = spawnSync("kak", ["-version"]).status === 0 && fs.existsSync(join(client, "kak-lsp"));

describe(
  present ? "Kakoune" : "Kakoune (left out: it or kak-lsp is not here; test/e2e/kakoune-install.sh brings them)",
  function () {
    this.timeout(90_000);
    let kak: ChildProcess | undefined;
    let env: NodeJS.ProcessEnv;

    before(function () {
      if (!present) this.skip(); // the title says why
    });
    // It ends before its folder goes.
    afterEach(async () => {
      if (kak !== undefined && kak.exitCode === null) {
        send("quit! 0");
        await Promise.race([once(kak, "exit"), sleep(5000).then(() => kak?.kill("SIGKILL"))]);
      }
      kak = undefined;
    });
    const scratch = scratchFolder();
    beforeEach(() => {
      const at = (name: string): string => join(scratch.path, name);
      fs.mkdirSync(at("run"), { mode: 0o700 });
      installProgram(at("bin"));
      scratch.write({
        "app/go.mod": "module   example.com/app\n\ngo 1.21\n\ntoolchain go1.21\n",
        "kak/kakrc": `evaluate-commands %sh{ kak-lsp }\nsource "${join(repository, "editors/kakoune/gomod-lint.kak")}"\nlsp-enable\n`,
      });
      env = {
        ...offlineEnvironment(/^KAK/),
        PATH: `${at("bin")}:${client}:${process.env["PATH"]}`,
        HOME: scratch.path,
        XDG_RUNTIME_DIR: at("run"),
        XDG_CONFIG_HOME: scratch.path,
        GOMODCACHE: at("cache"),
      };
    });

    /** Has the editor's window run commands. */
    function send(commands: string): void {
      spawnSync("kak", ["-p", "gomod"], { env, input: `evaluate-commands -client client0 %§\n${commands}\n§` });
    }

    /** Asks until an answer is as wanted. */
    async function until(question: string, wanted: RegExp): Promise<string> {
      const file = join(scratch.path, "answer");
      let answer = "";
      for (const end = Date.now() + 30_000; Date.now() < end; await sleep(100)) {
        send(`${question.replaceAll("FILE", `'${file}'`)}`);
        answer = fs.existsSync(file) ? fs.readFileSync(file, "utf8") : "";
        if (wanted.test(answer)) return answer;
      }
      throw new Error(`waited in vain for ${wanted}; the last answer: ${answer}`);
    }

    it("marks findings, applies what is safe to fix, and formats", async () => {
      kak = spawn("kak", ["-s", "gomod", "-ui", "dummy"], { env, cwd: scratch.path, stdio: "ignore" });
      await until("echo -to-file FILE -- ready", /ready/);
      send(`edit '${join(scratch.path, "app/go.mod")}'`);
      await until("echo -to-file FILE -- %opt{filetype} %opt{lsp_diagnostic_error_count}", /^gomod 1$/);
      send("execute-keys 5gg\nlsp-code-action-sync 'Fix all safe.*'");
      await until("write -force FILE", /^module {3}example\.com\/app\n\ngo 1\.21\n$/);
      send("lsp-formatting");
      await until("write -force FILE", /^module example\.com\/app\n\ngo 1\.21\n$/);
      send("write");
      await until("echo -to-file FILE -- %opt{lsp_diagnostic_error_count} %val{modified}", /^0 false$/);
      send(`edit '${join(scratch.path, "app/go.work")}'`);
      await until("echo -to-file FILE -- %opt{filetype}", /^gowork$/);
      assert.equal(scratch.read("app/go.mod"), "module example.com/app\n\ngo 1.21\n");
    });
  },
);
