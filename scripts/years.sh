#!/usr/bin/env bash
# Lives through COUNT years of 200 people, one for each seed from 1, in portions; portions that are done for this commit are
# passed over. Then plants each fault in a tenth as many, where it has to be found each time. The last line is the figure.
#
#   years.sh COUNT
set -uo pipefail
cd "$(dirname "$0")/.."
count="$1" portion=20
binary=.build/release/huimin
state=".build/years-$(git rev-parse HEAD)"
mkdir -p "$state"
for first in $(seq 1 "$portion" "$count"); do
  done="$state/$first-$portion"
  [ -f "$done" ] && continue
  "$binary" simulate --seed "$first" --years "$portion" >"$state/log" 2>&1 || {
    grep -vE '^seed' "$state/log" | head -40
    exit 1
  }
  mv "$state/log" "$done"
done
found=0 planted=0
for fault in lostWriteBack doubledGrant skippedLeaf forgottenRevocation unendedMandate unheardReport forgottenCorrection; do
  done="$state/$fault"
  [ -f "$done" ] || { "$binary" simulate --plant "$fault" --years "$(((count + 9) / 10))" >"$state/log" 2>&1; mv "$state/log" "$done"; }
  found=$((found + $(grep -c '^BROKEN' "$done")))
  planted=$((planted + $(grep -c '^seed' "$done")))
done
cat "$state"/*-"$portion" | awk -v found="$found" -v planted="$planted" '
  /^seed/ { years++
    for (i = 2; i <= NF; i++) {
      if ($i ~ /^steps,$/) steps += $(i-1)
      if ($i == "cases") cases += $(i-1)
      if ($i ~ /^processes$/) ends += $(i-1)
      if ($i ~ /^ms,$/) ms += $(i-1) } }
  END { printf "%d years, %d steps, %d cases, %d processes ended, %.1f s a year, no invariant broken; %d of %d planted faults found\n",
    years, steps, cases, ends, ms / years / 1000, found, planted; exit found != planted }'
