import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { editorGoMod, editorWorld } from "../support/editor-world.ts";
import { repository } from "../support/paths.ts";
import { scratchFolder } from "../support/scratch-folder.ts";
import { offlineEnvironment, program } from "../support/spawn-cli.ts";

/** $EMACS or emacs, if it is at least 28 and has Eglot. */
function findEmacs(): string | undefined {
  return [process.env["EMACS"], "emacs"].find((candidate) => {
    if (candidate === undefined) return false;
    const script = "(progn (require 'eglot) (princ emacs-major-version))";
    const { stdout, status } = spawnSync(candidate, ["--batch", "--eval", script], { encoding: "utf8" });
    return status === 0 && Number(stdout) >= 28;
  });
}

const emacs = findEmacs();

/** It has a line that is not formatted, too. */
const goMod = editorGoMod.replace("go 1", "go   1");

const prelude = `
(require 'gomod-lint)
(require 'json)
(setq eglot-confirm-server-initiated-edits nil
      eglot-sync-connect 30
      gomod-lint-command (list (getenv "NODE") (getenv "PROGRAM") "lsp" "--stdio"))
(gomod-lint-setup)
(defvar report nil)
(defvar report-file (expand-file-name "report.json"))
(defun note (key value) (push (cons key value) report))
(defun wait (what condition)
  (let ((end (+ (float-time) 20)))
    (while (not (funcall condition))
      (when (> (float-time) end) (error "waited in vain for %s" what))
      (accept-process-output nil 0.05))))
(defun found () (flymake-start) (flymake-diagnostics))
(find-file (expand-file-name "app/go.mod"))
(run-hooks 'post-command-hook)
(wait "the server" (lambda () (and (fboundp 'eglot-current-server) (eglot-current-server) (eglot-managed-p))))
`;

const epilogue = `
(with-temp-file report-file (insert (json-encode report)))
(let ((confirm-kill-processes nil)) (ignore-errors (eglot-shutdown (eglot-current-server))) (kill-emacs 0))
`;

describe(
  emacs === undefined ? "Emacs (left out: none of 28 with Eglot here; test/e2e/emacs-install.sh brings one on Debian)" : "Emacs",
  function () {
    this.timeout(90_000);
    before(function () {
      if (emacs === undefined) this.skip(); // the title says why
    });
    const scratch = scratchFolder("gomod-lint emacs é-");
    beforeEach(() => scratch.write({ ...editorWorld, "app/go.mod": goMod }));

    /** Runs a script in an Emacs with nothing but the package, and gives what it noted. */
    // biome-ignore lint/suspicious/noExplicitAny: what the script noted is what the test asks about
    function run(script: string): any {
      scratch.write({ "script.el": `;; -*- lexical-binding: t; coding: utf-8 -*-\n${prelude}${script}${epilogue}` });
      const load = ["--batch", "-L", join(repository, "editors/emacs"), "-l", "script.el"];
      const { stdout, stderr, status } = spawnSync(emacs ?? "", load, {
        cwd: scratch.path,
        encoding: "utf8",
        timeout: 60_000,
        env: {
          ...offlineEnvironment(/^EMACS/),
          LC_ALL: "C.UTF-8",
          HOME: scratch.path,
          NODE: process.execPath,
          PROGRAM: program,
          GOMODCACHE: join(scratch.path, "modcache"),
        },
      });
      assert.ok(fs.existsSync(join(scratch.path, "report.json")), `no report; exit ${status}\n${stdout}\n${stderr}`);
      return JSON.parse(scratch.read("report.json"));
    }

    it("marks findings, hovers, applies fixes, formats, and saves", () => {
      const report = run(`
      (note 'mode (symbol-name major-mode))
      (wait "findings" (lambda () (>= (length (found)) 2)))
      (note 'findings (vconcat (mapcar (lambda (d) (format "%d %s %s" (line-number-at-pos (flymake-diagnostic-beg d))
        (flymake-diagnostic-type d) (flymake-diagnostic-text d))) (flymake-diagnostics))))

      (goto-char (point-min))
      (search-forward "example.com/b")
      (let (said)
        (eglot-hover-eldoc-function (lambda (text &rest _) (setq said (or text ""))))
        (wait "a hover" (lambda () said))
        (note 'hover (substring-no-properties said)))

      (goto-char (point-min))
      (search-forward "example.com/dead")
      (let ((fix (seq-find (lambda (action) (string-prefix-p "Remove the replacement" (plist-get action :title)))
                           (eglot-code-actions (match-beginning 0) (match-end 0)))))
        (eglot--apply-workspace-edit (plist-get fix :edit)))
      (wait "the replacement to go" (lambda () (not (string-match-p "replace" (buffer-string)))))

      (let ((last-nonmenu-event t)) (gomod-lint-fix-all))
      (wait "the requirement to be raised" (lambda () (string-match-p "b v1\\\\.2\\\\.0" (buffer-string))))
      (eglot-format-buffer)
      (wait "no findings" (lambda () (null (found))))
      (save-buffer)
    `);
      assert.equal(report.mode, "gomod-lint-mode");
      const findings: readonly string[] = report.findings;
      assert.ok(
        findings.some((one) => /^7 .*error.*example\.com\/b v1\.0\.0 is below v1\.2\.0/s.test(one)),
        findings.join("\n"),
      );
      assert.ok(
        findings.some((one) => /^10 .*warning.*replacement of example\.com\/dead/s.test(one)),
        findings.join("\n"),
      );
      assert.match(report.hover, /forced by `?example\.com\/a@v1\.0\.0/);
      const expected = goMod
        .replace("go   1", "go 1")
        .replace("b v1.0.0", "b v1.2.0")
        .replace("\nreplace example.com/dead => example.com/fork v1.0.0\n", "");
      assert.equal(scratch.read("app/go.mod"), expected);
    });

    it("colours and indents, and completes", () => {
      const report = run(`
      (wait "findings" (lambda () (>= (length (found)) 2)))
      (font-lock-ensure)
      (let ((face (lambda (text) (goto-char (point-min)) (search-forward text) (format "%s" (get-text-property (match-beginning 0) 'face)))))
        (note 'faces (vconcat (mapcar face '("require" "example.com/a" "v1.0.0" "indirect")))))
      (note 'work (symbol-name (assoc-default "/app/go.work" auto-mode-alist #'string-match)))
      (goto-char (point-min))
      (search-forward "// indirect")
      (end-of-line)
      (newline)
      (insert "example.com/b")
      (indent-according-to-mode)
      (note 'line (buffer-substring-no-properties (line-beginning-position) (line-end-position)))
      (insert " v1")
      (let* ((capf (eglot-completion-at-point))
             (words (all-completions "v1" (nth 2 capf))))
        (note 'words (vconcat (mapcar #'substring-no-properties words))))
      (set-buffer-modified-p nil)
    `);
      assert.deepEqual(report.faces, [
        "font-lock-keyword-face",
        "font-lock-variable-name-face",
        "font-lock-constant-face",
        "font-lock-warning-face",
      ]);
      assert.equal(report.work, "gomod-lint-mode");
      assert.equal(report.line, "\texample.com/b");
      assert.deepEqual([...report.words].sort(), ["v1.0.0", "v1.2.0"]);
    });

    it("formats while typing, and hears of files that change on the disk", () => {
      scratch.write({
        "app/lib/go.mod": "module example.com/lib\n\ngo 1.21\n",
        "app/go.mod": `${goMod}\nreplace example.com/b => ./lib\n`,
      });
      const report = run(`
      (wait "findings" (lambda () (>= (length (found)) 2)))
      (goto-char (point-max))
      (insert "\\nexclude (\\n\\texample.com/b v1.9.0\\n\\t")
      (let ((last-command-event ?\\)) (last-input-event ?\\)))
        (self-insert-command 1 ?\\)))
      (note 'typed (buffer-substring-no-properties (line-beginning-position) (line-end-position)))

      (let ((needs-go (lambda () (seq-some (lambda (d) (string-match-p "needs go 1.22" (flymake-diagnostic-text d))) (found)))))
        (note 'before (funcall needs-go))
        (wait "files to be watched" (lambda () (> (hash-table-count (eglot--file-watches (eglot-current-server))) 0)))
        (with-temp-file "lib/go.mod" (insert "module example.com/lib\\n\\ngo 1.22\\n"))
        (wait "a finding" (lambda () (read-event nil nil 0.01) (funcall needs-go))))
      (set-buffer-modified-p nil)
    `);
      assert.equal(report.typed, ")");
      assert.equal(report.before, null);
    });

    it("is compiled without warnings", () => {
      fs.copyFileSync(join(repository, "editors/emacs/gomod-lint.el"), join(scratch.path, "gomod-lint.el"));
      const compile = ["--batch", "-f", "batch-byte-compile", "gomod-lint.el"];
      const { stderr, status } = spawnSync(emacs ?? "", compile, { cwd: scratch.path, encoding: "utf8" });
      assert.doesNotMatch(stderr, /[Ww]arning|[Ee]rror/);
      assert.equal(status, 0);
    });
  },
);
