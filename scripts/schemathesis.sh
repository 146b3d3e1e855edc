#!/usr/bin/env bash
# schemathesis.sh [BINARY [EXAMPLES]]: a foreign client holds the JSON interface to its OpenAPI document, all phases, as a
# resident, as an officer and as nobody. `make test` runs a small sample of it.
set -uo pipefail
cd "$(dirname "$0")/.."
log=$(mktemp)
trap 'rm -f "$log"' EXIT
.venv/bin/python Tests/foreign/schemathesis_check.py "${1:-.build/release/huimin}" --examples "${2:-100}" | tee "$log"
status=$?
requests=$(grep -oE '^[a-z]+: [0-9]+ generated' "$log" | grep -oE '[0-9]+' | awk '{ sum += $1 } END { print sum }')
echo "${requests:-0} requests, $(grep -oE '^[0-9]+ of [0-9]+ operations reached a 2xx' "$log" || echo none)"
exit $status
