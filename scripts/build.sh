#!/usr/bin/env bash
# Builds the program: `build.sh release` (Swift's libraries inside) or `build.sh debug`. Shows what it is at.
set -euo pipefail
cd "$(dirname "$0")/.."
mode="${1:-debug}"
flags=()
[ "$mode" = release ] && flags=(--static-swift-stdlib)
echo "Building ($mode). The first build compiles the libraries too: about eight minutes on two idle cores, half an hour on a"
echo "busy machine. Later builds take seconds; definitions need no build."
swift build -c "$mode" "${flags[@]}" --product huimin
