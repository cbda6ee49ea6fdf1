import assert from "node:assert/strict";
import * as fs from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import { editorGoMod, editorWorld } from "../support/editor-world.ts";
import { startVsCode, type VsCode, vscodeMissing } from "../support/vscode.ts";
import { extensionMissing, packExtension, packStandIn } from "../support/vscode-package.ts";

const missing = vscodeMissing() ?? extensionMissing();

/** Of golang.go what matters: its languages, and that it formats. */
const goExtension = {
  name: "go",
  publisher: "golang",
  version: "0.50.0",
  description: "A stand-in for the Go extension.",
  engines: { vscode: "^1.101.0" },
  main: "./main.js",
  activationEvents: ["onLanguage:go.mod"],
  contributes: {
    languages: [
      { id: "go.mod", filenames: ["go.mod", "gopls.mod"], aliases: ["Go Module File"] },
      { id: "go.work", filenames: ["go.work"], aliases: ["Go Work File"] },
    ],
  },
};
const goProgram = `const vscode = require("vscode");
exports.activate = () => vscode.languages.registerDocumentFormattingEditProvider("go.mod", {
  provideDocumentFormattingEdits: () => [vscode.TextEdit.insert(new vscode.Position(0, 0), "// formatted by the stand-in\\n")],
});
`;

describe(missing === undefined ? "VS Code" : `VS Code (left out: ${missing})`, function () {
  this.timeout(240_000);
  let home: string;
  let extension: string;
  let code: VsCode | undefined;

  before(async function () {
    if (missing !== undefined) this.skip(); // the title says why
    home = fs.mkdtempSync(join(tmpdir(), "gomod-lint vscode é-"));
    extension = join(home, "gomod-lint.vsix");
    packExtension(extension);
  });
  after(() => {
    if (home !== undefined) fs.rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  });
  // GOMOD_LINT_SCREENSHOTS names a directory for pictures of what each test left on the screen.
  afterEach(async function () {
    const folder = process.env["GOMOD_LINT_SCREENSHOTS"];
    if (folder !== undefined && code !== undefined) {
      await code.page.screenshot({ path: join(folder, `${this.currentTest?.title.replace(/\W+/g, "-")}.png`) });
    }
  });

  function write(file: string, text: string): void {
    fs.mkdirSync(dirname(join(home, file)), { recursive: true });
    fs.writeFileSync(join(home, file), text);
  }

  async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
    for (const end = Date.now() + 20_000; !(await holds()); await sleep(50))
      if (Date.now() > end) throw new Error("it did not happen");
  }

  /** Starts it over a folder of its own. */
  async function start(settings: Readonly<Record<string, unknown>>, ...others: readonly string[]): Promise<VsCode> {
    for (const [file, text] of Object.entries(editorWorld)) write(file, text);
    const env = {
      GOMODCACHE: join(home, "modcache"),
      GOMODLINT_CACHE: join(home, "own"),
    };
    return startVsCode({ home, folder: join(home, "app"), extensions: [extension, ...others], settings, env });
  }

  async function stop(vscode: VsCode | undefined): Promise<void> {
    await vscode?.close();
    fs.rmSync(join(home, "app"), { recursive: true, force: true, maxRetries: 5 });
  }

  /** The lines of text that are seen, with spaces as they stand in the file. */
  async function shown({ page }: VsCode): Promise<readonly string[]> {
    return (await page.locator(".view-lines .view-line").allTextContents()).map((line) => line.replaceAll("\u00a0", " "));
  }

  const saved = (): string => fs.readFileSync(join(home, "app/go.mod"), "utf8");

  describe("in a folder that is trusted", () => {
    let vscode: VsCode;
    before(async () => {
      vscode = await start({ "security.workspace.trust.enabled": false });
      code = vscode;
    });
    after(() => stop(vscode));

    it("marks findings in the text and lists them", async () => {
      await vscode.open("go.mod");
      await vscode.page.locator(".view-overlays .squiggly-error").first().waitFor();
      await vscode.press("Control+Shift+M");
      const rows = vscode.page.locator(".markers-panel .monaco-list-row");
      await rows.first().waitFor();
      await vscode.page.locator(".markers-panel .monaco-list-row:nth-child(3)").waitFor();
      const texts = await rows.allTextContents();
      assert.ok(
        texts.some((text) => /example\.com\/b v1\.0\.0 is below v1\.2\.0.*conflicting-indirect-version/.test(text)),
        texts.join("\n"),
      );
      assert.ok(
        texts.some((text) => /replacement of example\.com\/dead.*replace-without-require/.test(text)),
        texts.join("\n"),
      );
    });

    it("says in a hover who forces a version", async () => {
      await vscode.open("go.mod");
      await vscode.goTo(7, 5);
      await vscode.bring(["Control+K", "Control+I"], '.monaco-hover:not(.hidden):has-text("forced by example.com/a@v1.0.0")');
      await vscode.press("Escape");
    });

    it("applies a quick fix, and all that is safe", async () => {
      await vscode.open("go.mod");
      await vscode.goTo(10, 12);
      const action = '.action-widget .monaco-list-row:has-text("Remove the replacement of example.com/dead")';
      await vscode.bring(["Control+."], action);
      await vscode.page.locator(action).first().click();
      await vscode.page.locator('.view-lines:not(:has-text("example.com/dead"))').first().waitFor();
      await vscode.command("gomod-lint: Fix All That Is Safe to Fix");
      await vscode.page.locator('.view-lines:has-text("example.com/b v1.2.0")').first().waitFor();
      await vscode.press("Control+S");
      const expected = editorGoMod
        .replace("b v1.0.0", "b v1.2.0")
        .replace("\nreplace example.com/dead => example.com/fork v1.0.0\n", "");
      await until(() => saved() === expected).catch(() => assert.equal(saved(), expected));
    });

    it("completes modules and versions", async () => {
      await vscode.open("go.mod");
      await vscode.goTo(9, 1);
      // At the speed of a hand: between keys that come all at once VS Code asks for nothing.
      await vscode.page.keyboard.type("replace example.com/b => example.com/", { delay: 80 });
      const rows = vscode.page.locator(".suggest-widget.visible .monaco-list-row");
      await rows.first().waitFor();
      assert.ok((await rows.allTextContents()).some((text) => text.includes("example.com/a")));
      await vscode.page.keyboard.type("b v1.", { delay: 80 });
      await vscode.page.locator('.suggest-widget.visible .monaco-list-row[aria-label^="v1.0.0"]').waitFor();
      assert.match((await rows.first().textContent()) ?? "", /^v1\.2\.0/, "newest first");
      await vscode.press("Tab");
      await vscode.page.locator('.view-lines:has-text("=> example.com/b v1.2.0")').waitFor();
      // As it was.
      await vscode.command("File: Revert File");
      await vscode.page.locator('.view-lines:not(:has-text("replace"))').waitFor();
    });

    it("formats, since nobody else does", async () => {
      await vscode.open("go.mod");
      await vscode.goTo(3, 3);
      await vscode.page.keyboard.type("   ");
      await vscode.command("Format Document");
      await until(async () => (await shown(vscode)).includes("go 1.21"));
      await vscode.command("File: Revert File");
    });

    it("draws the module graph", async () => {
      await vscode.open("go.mod");
      await vscode.command("gomod-lint: Show Module Graph");
      const page = vscode.page.frameLocator("iframe.webview").frameLocator("#active-frame");
      await page.locator(".box").first().waitFor();
      assert.deepEqual((await page.locator(".box > .path").allTextContents()).slice().sort(), [
        "example.com/a",
        "example.com/app",
        "example.com/b",
      ]);
      await page.locator('.box[aria-label^="example.com/b,"]').click();
      assert.equal(await page.locator("aside h2").textContent(), "example.com/b");
      // The page's own policy holds within the editor's.
      assert.equal(await page.locator("html").getAttribute("data-theme"), "light");
    });

    it("answers why a module is in the build, and what another version would change", async () => {
      await vscode.open("go.mod");
      await vscode.goTo(7, 5);
      await vscode.command("gomod-lint: Why Is a Module in the Build?");
      await vscode.page.locator('.quick-input-widget:has-text("Why is this module")').waitFor();
      await vscode.press("Enter");
      await vscode.page.locator('.view-lines:has-text("example.com/a@v1.0.0")').waitFor();
      await vscode.open("go.mod");
      await vscode.command("gomod-lint: What If a Module Had Another Version?");
      await vscode.page.locator('.quick-input-widget:has-text("What would change")').waitFor();
      await vscode.page.keyboard.type("none");
      await vscode.press("Enter");
      await vscode.page.locator('.tab.active[data-resource-name^="whatif"]').waitFor();
      await vscode.page.locator('.view-lines:has-text("nothing would change")').waitFor(); // example.com/a needs it
    });

    it("knows the keys of .gomod-lint.json, and shows what the server takes from it", async () => {
      write("app/.gomod-lint.json", '{ "ignor": ["replace"] }\n');
      await vscode.open(".gomod-lint.json");
      await vscode.page.locator('.markers-panel .monaco-list-row:has-text("ignor")').first().waitFor();
    });
  });

  describe("in a folder that is not", () => {
    let vscode: VsCode;
    before(async () => {
      write("app/.vscode/settings.json", '{ "gomod-lint.server.path": "./server" }\n');
      write("app/server", `#!/bin/sh\ntouch '${join(home, "ran")}'\n`);
      fs.chmodSync(join(home, "app/server"), 0o755);
      vscode = await start({ "security.workspace.trust.enabled": true, "security.workspace.trust.startupPrompt": "never" });
      code = vscode;
    });
    after(() => stop(vscode));

    it("checks files, and runs what the folder's settings name only when it becomes trusted", async () => {
      await vscode.open("go.mod");
      await vscode.page.locator(".view-overlays .squiggly-error").first().waitFor();
      assert.equal(fs.existsSync(join(home, "ran")), false);
      await vscode.command("Workspaces: Manage Workspace Trust");
      await vscode.page.locator('.workspace-trust-editor .monaco-button:text-is("Trust")').click();
      await until(() => fs.existsSync(join(home, "ran")));
    });
  });

  describe("beside the Go extension", () => {
    let vscode: VsCode;
    before(async () => {
      const standIn = packStandIn(join(home, "go"), goExtension, goProgram);
      vscode = await start({ "security.workspace.trust.enabled": false }, standIn);
      code = vscode;
    });
    after(() => stop(vscode));

    it("leaves formatting to it, in the languages that both have", async () => {
      await vscode.open("go.mod");
      await vscode.page.locator(".view-overlays .squiggly-error").first().waitFor();
      await vscode.goTo(3, 3);
      await vscode.page.keyboard.type("   ");
      await vscode.command("Format Document");
      await vscode.page.locator('.view-line:has-text("formatted by the stand-in")').waitFor();
      assert.ok((await shown(vscode)).includes("go    1.21"));
    });
  });
});
