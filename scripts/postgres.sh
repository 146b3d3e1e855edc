#!/usr/bin/env bash
# A PostgreSQL of its own for tests: prints its URL, runs until standard input ends, then is gone with all its data.
# No other cluster of the machine is touched; it listens on a socket only.
# Exit 3: PostgreSQL is not installed.
set -euo pipefail

binaries=""
for program in "$(command -v initdb || true)" /usr/lib/postgresql/*/bin/initdb; do
  [ -x "$program" ] && binaries=$(dirname "$(readlink -f "$program")")
done
[ -n "$binaries" ] || { echo "skipped: PostgreSQL not installed" >&2; exit 3; }

folder=$(mktemp -d "${TMPDIR:-/tmp}/huimin-postgres-XXXXXX")
as_owner=()
if [ "$(id -u)" = 0 ]; then # PostgreSQL refuses to run as root.
  owner=postgres
  id -u "$owner" >/dev/null 2>&1 || owner=nobody
  chown "$owner" "$folder"
  as_owner=(setpriv "--reuid=$owner" --clear-groups env "HOME=$folder")
fi
postgres=""
clean() {
  if [ -n "$postgres" ]; then
    kill -INT "$postgres" 2>/dev/null || true
    wait "$postgres" 2>/dev/null || true
  fi
  rm -rf "$folder"
}
trap clean EXIT
trap 'exit 1' HUP INT TERM

"${as_owner[@]}" "$binaries/initdb" -D "$folder/data" -U huimin -A trust --encoding=UTF8 --locale=C --no-sync >/dev/null </dev/null
"${as_owner[@]}" "$binaries/postgres" -D "$folder/data" -k "$folder" -c listen_addresses= -c max_connections=200 \
  >"$folder/log" 2>&1 </dev/null &
postgres=$!
for _ in $(seq 200); do
  "$binaries/pg_isready" -q -h "$folder" -U huimin -d postgres && break
  kill -0 "$postgres" 2>/dev/null || { cat "$folder/log" >&2; exit 1; }
  sleep 0.05
done
"$binaries/createdb" -h "$folder" -U huimin huimin
echo "postgres://huimin@/huimin?host=$folder"
cat >/dev/null
