#!/usr/bin/env bash
# Lets the power fail in COUNT towns, one for each seed from 1, in portions; portions that are done for this commit are
# passed over. The last line is the figure.
#
#   seeds.sh COUNT
set -uo pipefail
cd "$(dirname "$0")/.."
count="$1" portion=500
state=".build/seeds-$(git rev-parse HEAD)"
mkdir -p "$state"
swift build --build-tests >"$state/build.log" 2>&1 || { grep -E 'error:' "$state/build.log" | head; exit 1; }
for first in $(seq 1 "$portion" "$count"); do
  done="$state/$first-$portion"
  [ -f "$done" ] && continue
  HUIMIN_FIRST_SEED=$first HUIMIN_SEEDS=$portion swift test --skip-build --filter PowerFailureTests/anySeed \
    >"$state/log" 2>&1 || { grep -E 'recorded an issue|✘' "$state/log" | head -20; exit 1; }
  grep '^power failures:' "$state/log" | tee "$state/part" && mv "$state/part" "$done"
done
cat "$state"/*-"$portion" | awk '
  { for (i = 2; i <= NF; i++) { if ($i ~ /^failures$/) failures += $(i-1); if ($i ~ /^cases$/) cases += $(i-1)
      if ($i ~ /^events,$/) events += $(i-1); if ($i ~ /^broken$/) broken += $(i-1); if ($i ~ /^steps,$/) steps += $(i-1) } }
  END { print failures " failures of power, " cases " answered cases, " events " events, " broken + 0 " broken promises" }'
