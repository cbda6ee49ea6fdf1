#!/usr/bin/env bash
# Brings the gopls that gopls.test.ts runs beside the server into the user's cache directory. Needs the go command, which fetches what
# Go gopls wants, and a module proxy; takes a minute or two.
set -euo pipefail
version=0.24.0
folder="${XDG_CACHE_HOME:-$HOME/.cache}/gomod-lint/gopls-$version"
if [ ! -x "$folder/gopls" ]; then
  GOBIN="$folder" GOTOOLCHAIN=auto GOFLAGS= go install "golang.org/x/tools/gopls@v$version"
fi
"$folder/gopls" version | head -n 1
