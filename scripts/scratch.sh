#!/usr/bin/env bash
# scratch.sh COMMAND…: runs a command whose temporary files are gone when it ends, however it ends, also those that the
# compiler's tools leave behind.
set -uo pipefail
cd "$(dirname "$0")/.."
shared="${TMPDIR:-/tmp}"
folder=$(mktemp -d "$shared/huimin-XXXXXX")
trap 'rm -rf "$folder"' EXIT
chmod 711 "$folder" # PostgreSQL runs as somebody else where we are root.

# SwiftPM keeps its locks among the temporary files. They have to hold against whoever builds beside us.
for build in .build Engines/.build; do touch "$shared/$(echo "$PWD/$build.lock" | tr / _)"; done
for lock in "$shared"/_*.lock; do ln -s "$lock" "$folder/"; done

TMPDIR="$folder" "$@" <&0 &
command=$!
trap 'kill "$command" 2>/dev/null' HUP INT TERM
wait "$command"
status=$?
# A signal ends the waiting, not the command.
while kill -0 "$command" 2>/dev/null; do
  wait "$command"
  status=$?
done
exit "$status"
