#!/usr/bin/env bash
# How well residents' words find services, on a real catalogue where it is present (HUIMIN_KITS or ../shared):
# R@3 at least 0.86 and R@1 at least 0.65.
set -euo pipefail
cd "$(dirname "$0")/.."
folder="${HUIMIN_KITS:-../shared}/data/gov-service-items"
if [ ! -f "$folder/items_sample.jsonl" ]; then
  echo "skipped: kit not present (gov-service-items)"
  echo "0 passed, 0 failed"
  exit 0
fi
report=$("$1" search eval "$folder/items_sample.jsonl" "$folder/queries_dev.jsonl" --json)
echo "$report"
echo "$report" | .venv/bin/python -c '
import json, sys
figures = json.load(sys.stdin)
good = figures["recallAtThree"] >= 0.86 and figures["recallAtOne"] >= 0.65
print("1 passed, 0 failed" if good else "0 passed, 1 failed")
sys.exit(0 if good else 1)'
