import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { htmlPage } from "../../server/picture/html.ts";
import { type Browser, browserMissing, type Page, startBrowser } from "../support/browser.ts";
import { repository } from "../support/paths.ts";
import { hostileGraph, hostileNames, selection } from "../support/picture-world.ts";
import { runCli } from "../support/spawn-cli.ts";

const missing = browserMissing();

describe(missing === undefined ? "the page of a graph" : `the page of a graph (left out: ${missing})`, function () {
  this.timeout(120_000);
  let folder: string;
  let browser: Browser;
  let page: Page;
  /** what a page must not do: write to the console, fail, or ask for anything but itself */
  let noise: string[];

  before(async function () {
    if (missing !== undefined) this.skip(); // the title says why
    folder = mkdtempSync(join(tmpdir(), "gomod-lint-page-"));
    browser = await startBrowser();
  });
  after(async () => {
    await browser?.close();
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  });
  afterEach(async () => {
    await page?.close();
    assert.deepEqual(noise, []);
  });

  async function open(html: string, colorScheme: "light" | "dark" = "light"): Promise<void> {
    const file = join(folder, "graph.html");
    writeFileSync(file, html);
    const address = pathToFileURL(file).href;
    page = await browser.newPage({ viewport: { width: 1400, height: 900 }, colorScheme });
    noise = [];
    page.on("console", (message) => noise.push(message.text()));
    page.on("pageerror", (error) => noise.push(error.message));
    page.on("request", (request) => {
      if (request.url() !== address && request.url() !== "data:,") noise.push(request.url());
    });
    await page.goto(address);
    await page.locator(".box").first().waitFor();
  }

  async function demo(...options: readonly string[]): Promise<string> {
    const cwd = join(repository, "examples", "demo");
    const env = { GOMODCACHE: join(cwd, "modcache") };
    const { code, stdout, stderr } = await runCli(["graph", "--format", "html", ...options], { cwd, env });
    assert.deepEqual([code, stderr], [0, ""]);
    return stdout;
  }

  const boxes = () => page.locator(".box > .path").allTextContents();
  const status = () => page.locator("[role=status]").textContent();
  const box = (path: string) => page.locator(`.box[aria-label^="${path},"]`);

  it("shows the graph, by itself, in the colours of the system", async () => {
    await open(await demo(), "dark");
    assert.deepEqual(
      (await boxes()).slice().sort(),
      ["auth", "codec", "ledger", "report", "shop", "wire"].map((name) => `example.com/${name}`),
    );
    assert.equal(await page.evaluate("document.documentElement.dataset.theme"), "dark");
    await page.locator("button").first().waitFor();
    await page.locator("text=Dark").first().click();
    assert.equal(await page.evaluate("document.documentElement.dataset.theme"), "light");
    assert.equal(await status(), "all 6 modules");
  });

  it("says all about a module that is clicked: versions, requirers, the path that brings it", async () => {
    await open(await demo());
    await box("example.com/codec").click();
    assert.equal(await page.locator("aside h2").textContent(), "example.com/codec");
    assert.deepEqual(await page.locator("aside .chain li").allTextContents(), [
      "example.com/shop",
      "example.com/report@v0.3.0",
      "example.com/codec@v1.3.0",
    ]);
    const versions = await page.locator("aside details").allTextContents();
    assert.match(versions[0] ?? "", /^v1\.3\.0 selected · required by 2.*example\.com\/report@v0\.3\.0/);
    assert.match(versions[1] ?? "", /^v1\.2\.0 superseded.*example\.com\/ledger@v1\.5\.0/);
    // The module and its edges stand out.
    const stroke = await page.evaluate<string>("getComputedStyle(document.querySelector('.box.chosen .frame')).stroke");
    assert.equal(stroke, await page.evaluate<string>("getComputedStyle(document.querySelector('aside .module')).color"));
    assert.equal(await page.locator(".overlay .edge").count(), 2);
    await page.locator("aside details .module").first().click();
    await page.keyboard.press("Escape");
    assert.equal(await page.locator("aside").isVisible(), false);
  });

  it("finds modules by words, and brings one that is not shown", async () => {
    await open(await demo("--depth", "1"));
    assert.deepEqual((await boxes()).length, 4);
    await page.keyboard.press("/");
    await page.locator("input[type=search]").fill("cod");
    assert.deepEqual(await page.locator("[role=option]").allTextContents(), ["example.com/codec v1.3.0"]);
    await page.keyboard.press("Enter");
    assert.ok((await boxes()).includes("example.com/codec"));
    assert.equal(await page.locator("aside h2").textContent(), "example.com/codec");
    await page.locator("input[type=search]").fill("nothing like it");
    assert.match((await page.locator("#found").textContent()) ?? "", /no module has that/);
  });

  it("unfolds and folds what a module requires, and goes by depth", async () => {
    await open(await demo("--depth", "1"));
    await box("example.com/report").click();
    await page.locator("text=Unfold its requirements").click();
    assert.ok((await boxes()).includes("example.com/wire"));
    await page.locator("text=Fold its requirements").click();
    assert.equal((await boxes()).includes("example.com/wire"), false);
    await page.locator("input[type=number]").fill("2");
    await page.locator("input[type=number]").press("Enter");
    assert.equal((await boxes()).length, 6);
  });

  it("switches to the diamonds and to one module", async () => {
    await open(await demo());
    await page.locator("input[value=diamonds]").check();
    assert.match((await status()) ?? "", /^2 diamonds/);
    await box("example.com/wire").click();
    await page.locator("text=Show what leads here").click();
    assert.match((await status()) ?? "", /^what leads to example\.com\/wire/);
    assert.equal((await boxes()).includes("example.com/ledger"), false);
    assert.equal(await page.evaluate("document.querySelector('input[value=focus]').checked"), true);
  });

  it("can be used by keyboard alone", async () => {
    await open(await demo());
    await page.locator('.box[tabindex="0"]').focus();
    const focused = () => page.evaluate<string>("document.activeElement.getAttribute('aria-label')");
    assert.equal(await focused(), "example.com/shop, main module");
    await page.keyboard.press("ArrowRight");
    assert.match(await focused(), /^example\.com\/(auth|report|ledger), v/);
    await page.keyboard.press("Enter");
    assert.equal(await page.locator("aside").isVisible(), true);
    const before = await page.evaluate<string>("document.querySelector('.scene').getAttribute('transform')");
    await page.keyboard.press("+");
    await page.waitForFunction(`document.querySelector('.scene').getAttribute('transform') !== ${JSON.stringify(before)}`);
    await page.keyboard.press("f");
    assert.match((await status()) ?? "", /^what leads to/);
    // Everything that acts has a name.
    const nameless = await page.evaluate<number>(
      "[...document.querySelectorAll('button, input, select, [role=button]')].filter((e) => !(e.getAttribute('aria-label') || e.textContent.trim() || e.labels?.length)).length",
    );
    assert.equal(nameless, 0);
  });

  it("moves and zooms by mouse, and takes a drag for no click", async () => {
    await open(await demo());
    const transform = () => page.evaluate<string>("document.querySelector('.scene').getAttribute('transform')");
    const before = await transform();
    await page.mouse.move(700, 800);
    await page.mouse.down();
    await page.mouse.move(760, 760);
    await page.mouse.move(780, 740);
    await page.mouse.up();
    await page.waitForFunction(`document.querySelector('.scene').getAttribute('transform') !== ${JSON.stringify(before)}`);
    const moved = await transform();
    await page.mouse.wheel(0, -200);
    await page.waitForFunction(`document.querySelector('.scene').getAttribute('transform') !== ${JSON.stringify(moved)}`);
    assert.equal(await page.locator("aside").isVisible(), false);
  });

  it("runs and fetches nothing that hides in the names of modules", async () => {
    const graph = hostileGraph();
    const part = (name: string) => readFileSync(join(repository, "dist/bin/picture", name), "utf8");
    const html = htmlPage(graph, selection({}), `</title><script>alert(2)</script>`, {
      script: part("page.js"),
      style: part("page.css"),
    });
    assert.equal(html.match(/<\/script>/g)?.length, 2);
    await open(html);
    assert.equal(await page.locator(".box").count(), hostileNames.length + 1);
    for (const module of [1, 2, 3, 4, 5]) {
      await page.evaluate(
        `document.querySelector('.box[data-module="${module}"]').dispatchEvent(new MouseEvent("click", { bubbles: true }))`,
      );
      assert.equal(await page.locator("aside h2").textContent(), hostileNames[module - 1]);
    }
    assert.equal(await page.evaluate("document.scripts.length"), 2);
    assert.equal(await page.evaluate("document.querySelectorAll('img, iframe, object, [onload], [onerror]').length"), 0);
    await page.locator("input[type=search]").fill("script");
    assert.equal(await page.locator("[role=option]").count(), 2);
  });
});
