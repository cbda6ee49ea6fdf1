#!/usr/bin/env bash
# Brings what kakoune.test.ts drives: Kakoune from Debian, where this may install packages, and its language client, which cargo builds into
# the user's cache directory in a few minutes.
set -euo pipefail
version=22.0.0
folder="${XDG_CACHE_HOME:-$HOME/.cache}/gomod-lint/kak-lsp-$version"
if ! command -v kak >/dev/null && command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
  apt-get update -qq || true
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends kakoune >/dev/null || echo 'could not install kakoune'
fi
[ -x "$folder/bin/kak-lsp" ] || cargo install -q kak-lsp --version "$version" --locked --debug --root "$folder"
"$folder/bin/kak-lsp" --version
