#!/usr/bin/env bash
# Whether all Swift is formatted as `make format` leaves it. Long sentences may stay on one line; how long, Tidy says.
set -euo pipefail
cd "$(dirname "$0")/.."
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
git ls-files -z '*.swift' | xargs -0 tar -c .swift-format | tar -x -C "$copy"
(cd "$copy" && swift format format --in-place --parallel --recursive .)
bad=0
while read -r file; do
  cmp -s "$file" "$copy/$file" || { echo "not formatted: $file"; bad=$((bad + 1)); }
done < <(git ls-files '*.swift')
good=$(($(git ls-files '*.swift' | wc -l) - bad))
echo "$good passed, $bad failed"
[ "$bad" = 0 ]
