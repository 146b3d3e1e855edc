#!/usr/bin/env bash
# Installs what is missing on a Debian 12 machine that has the Swift toolchain: `setup.sh run` or `setup.sh test`.
# Passes over in a moment when nothing is missing.
set -euo pipefail
cd "$(dirname "$0")/.."

if ! command -v swift >/dev/null; then
  echo "Swift 6.3 or newer is missing: get it from https://www.swift.org/install/linux/ (缺少 Swift 工具链)" >&2
  exit 1
fi

build="binutils ca-certificates gcc git libc6-dev libcurl4-openssl-dev libgcrypt20-dev libncurses6 libp11-kit-dev libpango1.0-dev libpq-dev libqrencode-dev libsqlite3-dev libstdc++-12-dev
  libxml2-dev make pkg-config tzdata zlib1g-dev
  fonts-hanazono fonts-lxgw-wenkai"
test="chromium curl fonts-noto-cjk golang-go golang-golang-x-mod-dev openssl poppler-utils postgresql-15 procps python3 python3-venv softhsm2 strace zbar-tools"
wanted="$build"
[ "${1:-run}" = test ] && wanted="$build $test"

missing=""
for package in $wanted; do
  dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing="$missing $package"
done
if [ -n "$missing" ]; then
  echo "Installing:$missing"
  as_root=""
  [ "$(id -u)" = 0 ] || as_root=sudo
  case "$missing" in *postgresql*) # Its programs only: no cluster of the machine's own is made or started.
    $as_root mkdir -p /etc/postgresql-common
    [ -f /etc/postgresql-common/createcluster.conf ] ||
      echo "create_main_cluster = false" | $as_root tee /etc/postgresql-common/createcluster.conf >/dev/null ;;
  esac
  $as_root apt-get -o DPkg::Lock::Timeout=300 -qq update
  $as_root env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 -qq install -y \
    --no-install-recommends $missing >/dev/null
fi

# Foreign clients for the tests, in an environment of their own; the product needs no Python.
if [ "${1:-run}" = test ]; then
  wants=$(sha256sum scripts/requirements.txt | cut -c1-16)
  if [ "$(cat .venv/wants 2>/dev/null)" != "$wants" ]; then
    echo "Installing test clients into .venv"
    python3 -m venv .venv
    .venv/bin/pip install --quiet --disable-pip-version-check -r scripts/requirements.txt
    echo "$wants" > .venv/wants
  fi
fi
