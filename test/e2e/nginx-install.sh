#!/usr/bin/env bash
# Brings the nginx that nginx.test.ts serves mirrors with, from Debian, where this may install packages.
set -euo pipefail
PATH=$PATH:/usr/sbin
if ! command -v nginx >/dev/null && command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
  apt-get update -qq || true
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends nginx-light >/dev/null
fi
nginx -v
