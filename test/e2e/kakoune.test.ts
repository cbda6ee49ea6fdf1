import assert from "node:assert/strict";
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import * as fs from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import { program, repository } from "../support/spawn-cli.ts";

const cache = join(process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "gomod-lint");
const client = join(cache, "kak-lsp-22.0.0", "bin");
const present = spawnSync("kak", ["-version"]).status === 0 && fs.existsSync(join(client, "kak-lsp"));

describe(
  present ? "Kakoune" : "Kakoune (left out: it or kak-lsp is not here; test/e2e/kakoune-install.sh brings them)",
  function () {
    this.timeout(90_000);
    let folder: string;
    let kak: ChildProcess | undefined;
    let env: NodeJS.ProcessEnv;

    before(function () {
      if (!present) this.skip(); // the title says why
    });
    beforeEach(() => {
      folder = fs.mkdtempSync(join(tmpdir(), "gomod-lint-kak-"));
      for (const name of ["app", "bin", "run", "kak"]) fs.mkdirSync(join(folder, name), { mode: 0o700 });
      fs.writeFileSync(join(folder, "app/go.mod"), "module   example.com/app\n\ngo 1.21\n\ntoolchain go1.21\n");
      fs.writeFileSync(join(folder, "bin/gomod-lint"), `#!/bin/sh\nexec '${process.execPath}' '${program}' "$@"\n`, {
        mode: 0o755,
      });
      fs.writeFileSync(
        join(folder, "kak/kakrc"),
        `evaluate-commands %sh{ kak-lsp }\nsource "${join(repository, "editors/kakoune/gomod-lint.kak")}"\nlsp-enable\n`,
      );
      const inherited = Object.fromEntries(Object.entries(process.env).filter(([variable]) => !/^GO/.test(variable)));
      env = {
        ...inherited,
        PATH: `${join(folder, "bin")}:${client}:${process.env["PATH"]}`,
        HOME: folder,
        XDG_RUNTIME_DIR: join(folder, "run"),
        XDG_CONFIG_HOME: folder,
        GOENV: "off",
        GOPROXY: "off",
        GOWORK: "off",
        GOMODCACHE: join(folder, "cache"),
      };
    });
    afterEach(async () => {
      if (kak !== undefined && kak.exitCode === null) {
        send("quit! 0");
        await Promise.race([once(kak, "exit"), sleep(5000).then(() => kak?.kill("SIGKILL"))]);
      }
      kak = undefined;
      fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    });

    /** Has the editor's window run commands. */
    function send(commands: string): void {
      spawnSync("kak", ["-p", "gomod"], { env, input: `evaluate-commands -client client0 %§\n${commands}\n§` });
    }

    /** Asks until an answer is as wanted. */
    async function until(question: string, wanted: RegExp): Promise<string> {
      const file = join(folder, "answer");
      let answer = "";
      for (const end = Date.now() + 30_000; Date.now() < end; await sleep(100)) {
        send(`${question.replaceAll("FILE", `'${file}'`)}`);
        answer = fs.existsSync(file) ? fs.readFileSync(file, "utf8") : "";
        if (wanted.test(answer)) return answer;
      }
      throw new Error(`waited in vain for ${wanted}; the last answer: ${answer}`);
    }

    it("marks findings, applies what is safe to fix, and formats", async () => {
      kak = spawn("kak", ["-s", "gomod", "-ui", "dummy"], { env, cwd: folder, stdio: "ignore" });
      await until("echo -to-file FILE -- ready", /ready/);
      send(`edit '${join(folder, "app/go.mod")}'`);
      await until("echo -to-file FILE -- %opt{filetype} %opt{lsp_diagnostic_error_count}", /^gomod 1$/);
      send("execute-keys 5gg\nlsp-code-action-sync 'Fix all safe.*'");
      await until("write -force FILE", /^module {3}example\.com\/app\n\ngo 1\.21\n$/);
      send("lsp-formatting");
      await until("write -force FILE", /^module example\.com\/app\n\ngo 1\.21\n$/);
      send("write");
      await until("echo -to-file FILE -- %opt{lsp_diagnostic_error_count} %val{modified}", /^0 false$/);
      assert.equal(fs.readFileSync(join(folder, "app/go.mod"), "utf8"), "module example.com/app\n\ngo 1.21\n");
    });
  },
);
