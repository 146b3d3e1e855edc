#!/usr/bin/env bash
# One archive to install from: the stripped program, the definitions, a systemd unit, and checksums.
set -euo pipefail
cd "$(dirname "$0")/.."
version="$(.build/release/huimin --version)"
name="huimin-$version-$(uname -m)"
rm -rf "dist/$name" && mkdir -p "dist/$name"
install -m 755 .build/release/huimin "dist/$name/huimin"
strip "dist/$name/huimin"
cp -r City "dist/$name/City"
cp LICENSE THIRD_PARTY_NOTICES README.md README.zh-CN.md "dist/$name/"
cp scripts/huimin.service "dist/$name/"
(cd "dist/$name" && find . -type f ! -name SHA256SUMS -print0 | sort -z | xargs -0 sha256sum > SHA256SUMS)
tar -C dist --sort=name --owner=0 --group=0 -czf "dist/$name.tar.gz" "$name"
(cd dist && sha256sum "$name.tar.gz" > "$name.tar.gz.sha256")
echo "dist/$name.tar.gz"
