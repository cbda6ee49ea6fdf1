#!/usr/bin/env bash
# Brings what the tests of pictures draw with: playwright-core, which drives Debian's Chromium, and Mermaid, into the user's cache directory;
# Chromium and Graphviz from Debian, where this may install packages. Needs npm. What is missing in the end, the tests name and leave out.
set -euo pipefail
playwright=1.65.1
mermaid=12.3.0
folder="${XDG_CACHE_HOME:-$HOME/.cache}/gomod-lint/browser-$playwright-$mermaid"
missing=()
command -v chromium >/dev/null || missing+=(chromium)
command -v dot >/dev/null || missing+=(graphviz)
if [ "${#missing[@]}" -gt 0 ] && command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
  apt-get update -qq || true
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" fonts-dejavu-core >/dev/null ||
    echo "could not install ${missing[*]}"
fi
if [ ! -f "$folder/node_modules/mermaid/dist/mermaid.min.js" ]; then
  mkdir -p "$folder"
  echo '{ "private": true }' >"$folder/package.json"
  npm --prefix "$folder" install --silent --no-audit --no-fund --ignore-scripts --save-exact "playwright-core@$playwright" "mermaid@$mermaid"
fi
echo "playwright-core $playwright, mermaid $mermaid, $(chromium --version 2>/dev/null || echo 'no chromium'), $(dot -V 2>&1 || echo 'no graphviz')"
