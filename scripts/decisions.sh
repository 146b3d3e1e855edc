#!/usr/bin/env bash
# Decisions beside zen-engine, with an optimised build; arguments are those of Tests/bench/zen_check.py.
set -euo pipefail
cd "$(dirname "$0")/.."
swift build --package-path Engines -c release --product decision-bench >&2
.venv/bin/python Tests/bench/zen_check.py Engines/.build/release/decision-bench "$@"
