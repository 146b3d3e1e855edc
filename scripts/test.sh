#!/usr/bin/env bash
# All rings of `make test`, one after another; every ring runs even if an earlier one failed. Closes with
# `N passed, N failed`. The long proofs are in prove.sh.
set -uo pipefail
cd "$(dirname "$0")/.."
logs=$(mktemp -d)
trap 'rm -rf "$logs"' EXIT
passed=0
failed=0
started=$SECONDS

# ring NAME COMMAND…: runs it, shows its output, and takes its counts.
ring() {
  local name="$1" log="$logs/$1.log" begun=$SECONDS status
  shift
  echo "── $name"
  "$@" 2>&1 | tee "$log"
  status=${PIPESTATUS[0]}
  local good bad closing
  closing=$(grep -E '^[0-9]+ passed, [0-9]+ failed' "$log" | tail -1)
  if [ -n "$closing" ]; then
    good=$(echo "$closing" | cut -d' ' -f1)
    bad=$(echo "$closing" | cut -d' ' -f3)
  else
    bad=$(grep -cE '^✘ Test .* failed after' "$log")
    grep -qE '^✘ Test run' "$log" && bad=$((bad - 1))
    # The closing line knows: single lines get lost where much is written at once.
    good=$(grep -oE '^(✔|✘) Test run with [0-9]+ test' "$log" | grep -oE '[0-9]+' | awk '{ sum += $1 } END { print sum + 0 }')
    good=$((good > bad ? good - bad : 0))
    # A build and a check of definitions count as one; anything else that ran none has failed.
    if [ "$good" -le 0 ] && [ "$bad" -le 0 ] && [ "$status" = 0 ]; then
      case "$name" in *build | definitions) good=1 bad=0 ;; *) bad=1 ;; esac
    fi
  fi
  [ "$status" != 0 ] && [ "$bad" = 0 ] && bad=1
  passed=$((passed + good))
  failed=$((failed + bad))
  echo "── $name: $good passed, $bad failed, $((SECONDS - begun)) s"
  [ "$bad" = 0 ] || remember "$name" "$log"
}

# What failed is said again at the end: whoever reads only the last lines of a long log finds it there.
remember() {
  {
    echo "── failed in $1"
    grep -E '^✘|^not ok|^FAIL|error:|AddressSanitizer|Assertion|Traceback' "$2" | head -12 | cut -c1-400 || true
    grep -qE '^✘|^not ok|^FAIL|error:' "$2" || tail -8 "$2" | cut -c1-400
  } >>"$logs/failures"
}

# Output of the compiler is shown only where something is wrong; a line now and then says that it is alive.
quietly() {
  local log="$logs/compiler.out" pid
  "$@" >"$log" 2>&1 &
  pid=$!
  while kill -0 "$pid" 2>/dev/null; do
    sleep 20
    kill -0 "$pid" 2>/dev/null && tail -c 120 "$log" | tr '\r' '\n' | tail -1
  done
  wait "$pid" || { grep -E 'error:|warning:' "$log" | sort -u | head -40; tail -5 "$log"; return 1; }
}

export CI="${CI:-}"
binary=.build/debug/huimin
commit=$(git rev-parse --short=7 HEAD 2>/dev/null || echo 1)

ring format scripts/format-check.sh
ring engines-build quietly swift build --package-path Engines --build-tests
ring engines swift test --package-path Engines --skip-build
# With every commit another of the fuzzing targets, for as long as it takes to find what is easily found.
targets=(Engines/Fuzz/Targets/*.swift)
target=$(basename "${targets[$((16#$commit % ${#targets[@]}))]}" .swift)
ring engines-fuzz scripts/fuzz.sh "$target" "${HUIMIN_FUZZ_SECONDS:-40}"
ring engines-readme scripts/readme.sh
ring engines-docs scripts/docs-check.sh
ring engines-differ .venv/bin/python Engines/Tests/Differential/engines_check.py Engines/.build/debug/feel 1500
ring engines-zen .venv/bin/python Tests/bench/zen_check.py Engines/.build/debug/decision-bench --count 2000 --seconds 0.2
ring engines-patterns python3 Engines/Tests/Differential/patterns_check.py Engines/.build/debug/feel 1500
ring build quietly swift build --build-tests
# Of ten thousand seeds of power failures another hundred and fifty with every commit.
export HUIMIN_SEEDS="${HUIMIN_SEEDS:-150}" HUIMIN_FIRST_SEED="${HUIMIN_FIRST_SEED:-$((16#$commit))}"
ring swift swift test --skip-build
if [ -x "$binary" ]; then
  ring definitions "$binary" item check City
  ring browser .venv/bin/python Tests/browser/journeys.py "$binary"
  ring browser-postgres .venv/bin/python Tests/browser/journeys.py "$binary" --only phone --database postgres
  for check in Tests/browser/desk.py Tests/browser/exchange.py Tests/browser/wallet.py Tests/browser/preview.py Tests/browser/two_cities.py Tests/browser/two_processes.py Tests/browser/verify_file.py Tests/foreign/*_check.py; do
    [ -f "$check" ] && ring "$(basename "$check" .py)" .venv/bin/python "$check" "$binary"
  done
  ring durability-syncs .venv/bin/python Tests/durability/sync_order.py "$binary"
  ring durability-kill .venv/bin/python Tests/durability/kill_server.py "$binary" --rounds 20
  ring durability-postgres .venv/bin/python Tests/durability/kill_postgres.py "$binary" --rounds 4
  for source in database http; do
    ring "bench-$source" .venv/bin/python Tests/bench/bench_check.py "$binary" apply -- --people 100 --source "$source"
  done
  ring bench-postgres .venv/bin/python Tests/bench/bench_check.py "$binary" apply --database postgres -- --people 100
  ring bench-start .venv/bin/python Tests/bench/bench_check.py "$binary" start -- --items 40
  ring bench-facts .venv/bin/python Tests/bench/bench_check.py "$binary" facts -- --applications 100
  ring bench-log .venv/bin/python Tests/bench/bench_check.py "$binary" log -- --events 3000 --entries 20000
  ring bench-verify .venv/bin/python Tests/bench/bench_check.py "$binary" verify -- --seconds 0.5
  ring search scripts/search.sh "$binary"
else
  echo "no program was built: its rings are missing"
  failed=$((failed + 1))
fi
[ ! -s "$logs/failures" ] || cat "$logs/failures"
echo "all rings: $((SECONDS - started)) s"
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
