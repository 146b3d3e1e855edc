#!/usr/bin/env bash
# schemathesis.sh [BINARY [EXAMPLES]]: a foreign client holds the JSON interface to its OpenAPI document, all phases, as a
# resident and as nobody. `make test` runs a small sample of it.
set -euo pipefail
cd "$(dirname "$0")/.."
exec .venv/bin/python Tests/foreign/schemathesis_check.py "${1:-.build/release/huimin}" --examples "${2:-100}"
