#!/usr/bin/env bash
# Every acceptance number that is measured so far, each with its command, into docs/numbers.md. Steps that are done for this
# commit are passed over, so that it can be stopped and taken up again.
set -uo pipefail
cd "$(dirname "$0")/.."
state=".build/prove-$(git rev-parse HEAD)"
mkdir -p "$state"
report="docs/numbers.md"

# prove CLAIM COMMAND…: one line of the report.
prove() {
  local claim="$1" name figure
  shift
  name=$(echo "$claim" | sha256sum | cut -c1-16)
  if [ ! -f "$state/$name" ]; then
    echo "── $claim"
    "$@" >"$state/$name.log" 2>&1
    local status=$?
    figure=$(grep -vE '^\s*$' "$state/$name.log" | tail -1 | cut -c1-160)
    [ $status = 0 ] || figure="FAILED: $figure"
    echo "| $claim | \`$*\` | $figure | $(date -u +%F) |" > "$state/$name"
  fi
  cat "$state/$name"
}

start_seconds() {
  local data log begun address=""
  data=$(mktemp -d)
  log=$(mktemp)
  for round in first second; do
    begun=$(date +%s.%N)
    .build/release/huimin serve --demo --data "$data" --listen 127.0.0.1:0 >"$log" 2>&1 &
    local pid=$!
    until address=$(grep -oE 'http://127\.0\.0\.1:[0-9]+' "$log" | head -1) && [ -n "$address" ]; do sleep 0.02; done
    until curl -sf "$address/readyz" >/dev/null; do sleep 0.02; done
    echo "$round start ready after $(echo "$(date +%s.%N) - $begun" | bc) s"
    kill "$pid"
    wait "$pid" 2>/dev/null
    : >"$log"
  done
  rm -rf "$data" "$log"
}

scripts/build.sh release
{
  echo "# Numbers"
  echo
  echo "Written by \`make prove\`. Machines are shared and noisy: read ratios, not single figures."
  echo
  echo "| claim | command | figure | day |"
  echo "|---|---|---|---|"
  prove "every ring of make test passes" scripts/test.sh
  prove "a second start is ready within a second" start_seconds
  prove "schemathesis, 100 examples an operation, finds no fault" scripts/schemathesis.sh .build/release/huimin 100
  prove "plain words find services (R@1 ≥ 0.65, R@3 ≥ 0.86)" scripts/search.sh .build/release/huimin
} | tee /dev/stderr | grep -E '^[#|]|^$|^Written' > "$report.new" 2>/dev/null
mv "$report.new" "$report"
! grep -q FAILED "$report"
