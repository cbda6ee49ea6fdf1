;;; gomod-lint.el --- go.mod and go.work checked while you type -*- lexical-binding: t; -*-

;; Version: 0.1.0
;; Package-Requires: ((emacs "28.1") (eglot "1.9"))
;; Keywords: languages, tools
;; SPDX-License-Identifier: MIT

;;; Commentary:

;; Has Eglot start gomod-lint for go.mod and go.work, in whichever mode they
;; are: go-mod-ts-mode, go-dot-mod-mode, or else the small mode of this file.
;; Eglot has one server for a buffer: gopls goes on serving Go files.

;;; Code:

(require 'eglot)

(defgroup gomod-lint nil
  "Findings, hovers and fixes for go.mod and go.work."
  :group 'tools
  :prefix "gomod-lint-")

(defcustom gomod-lint-command '("gomod-lint" "lsp" "--stdio")
  "The server's program with its arguments."
  :type '(repeat string))

(defcustom gomod-lint-settings '(:features (:formatting t))
  "What the server is told at its start, as a property list.
Formatting is on, since in Emacs no other server formats these files."
  :type 'plist)

(defconst gomod-lint-modes
  '(gomod-lint-mode go-mod-ts-mode go-work-ts-mode go-dot-mod-mode go-dot-work-mode)
  "The modes whose buffers the server is told of.")

(defconst gomod-lint--keywords
  `((,(rx line-start (* blank)
          (group (or "module" "go" "toolchain" "godebug" "require" "exclude" "replace" "retract" "tool" "ignore" "use"))
          symbol-end)
     1 font-lock-keyword-face)
    (,(rx "//" (* blank) (group (or "indirect" (seq "gomod-lint:ignore" (? "-file")) "Deprecated:"))) 1 font-lock-warning-face t)
    (,(rx (or line-start blank (any "[,")) (group "v" (+ digit) "." (+ digit) "." (+ digit) (* (any alnum ".+-")))) 1
     font-lock-constant-face)
    (,(rx (or line-start blank) (group (+ (any alnum "-")) (+ "." (+ (any alnum "-"))) (* "/" (+ (any alnum "._~-")))) (or blank line-end))
     1 font-lock-variable-name-face)))

(defvar gomod-lint-mode-syntax-table
  (let ((table (make-syntax-table)))
    (modify-syntax-entry ?/ "_ 12" table)
    (modify-syntax-entry ?\n ">" table)
    (modify-syntax-entry ?` "\"" table)
    (dolist (character '(?. ?- ?~ ?+ ?_))
      (modify-syntax-entry character "_" table))
    table))

(defun gomod-lint--indent ()
  "Indent a line of a block by a tab, any other not at all."
  (let ((inside (save-excursion
                  (back-to-indentation)
                  (and (> (car (syntax-ppss)) 0) (not (eq (char-after) ?\)))))))
    (save-excursion (indent-line-to (if inside tab-width 0)))
    (when (< (current-column) (current-indentation)) (back-to-indentation))))

;;;###autoload
(define-derived-mode gomod-lint-mode prog-mode "go.mod"
  "For go.mod and go.work, where no other mode is."
  (setq-local comment-start "// "
              comment-start-skip "//+[ \t]*"
              comment-end ""
              indent-tabs-mode t
              indent-line-function #'gomod-lint--indent
              font-lock-defaults '(gomod-lint--keywords)))

(put 'gomod-lint-mode 'eglot-language-id "go.mod")

;;;###autoload
(defun gomod-lint-setup ()
  "Have go.mod and go.work be checked from now on."
  (dolist (name '("go.mod" "go.work"))
    ;; Emacs takes a .mod file for Modula-2. What a package for Go has said goes before this mode.
    (unless (memq (assoc-default (concat "/" name) auto-mode-alist #'string-match) gomod-lint-modes)
      (add-to-list 'auto-mode-alist (cons (concat "/" (regexp-quote name) "\\'") #'gomod-lint-mode))))
  (add-to-list 'eglot-server-programs (cons gomod-lint-modes #'gomod-lint--contact))
  (dolist (mode gomod-lint-modes)
    (add-hook (intern (format "%s-hook" mode)) #'eglot-ensure)))

(defun gomod-lint--contact (&rest _)
  "How Eglot is to start the server."
  `(,@gomod-lint-command :initializationOptions ,gomod-lint-settings))

(defun gomod-lint-fix-all ()
  "Apply every fix of this file that is safe."
  (interactive)
  (eglot-code-actions (point-min) (point-max) "source.fixAll.gomod-lint" t))

(provide 'gomod-lint)
;;; gomod-lint.el ends here
