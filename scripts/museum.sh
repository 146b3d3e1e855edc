#!/usr/bin/env bash
# Makes an exhibit of the museum: what some weeks of a simulated city leave (database, keys, log), and the definitions of this
# landing, in one archive that later builds have to open. Exhibits are added and never made anew.
#
#   museum.sh NAME        e.g. 2026-11-22
set -euo pipefail
cd "$(dirname "$0")/.."
name="$1" binary="${2:-.build/debug/huimin}"
archive="Tests/Museum/$name.tar.gz"
[ ! -e "$archive" ] || { echo "$archive is there: exhibits are never made anew" >&2; exit 1; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$binary" simulate --seed "$(echo "$name" | tr -dc 0-9)" --days 100 --people 45 --keep "$folder/data"
cp -r City "$folder/city"
mkdir -p Tests/Museum
tar --sort=name --owner=0 --group=0 --numeric-owner -C "$folder" -cf - data city | gzip -9n >"$archive"
[ "$(stat -c %s "$archive")" -le 1000000 ] || { rm "$archive"; echo "an exhibit has 1 MB at most" >&2; exit 1; }
echo "$archive: $(stat -c %s "$archive") bytes, made by $(git rev-parse --short HEAD)"
