#!/usr/bin/env bash
# Brings the Emacs that emacs.test.ts drives, with Eglot, from Debian, where this may install packages.
set -euo pipefail
if ! command -v emacs >/dev/null && command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
  apt-get update -qq || true
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends emacs-nox elpa-eglot >/dev/null
fi
emacs --version | head -n 1
