#!/usr/bin/env bash
# Every acceptance number that is measured so far, each with its command, into docs/numbers.md. Steps that hold for this
# commit are passed over, so that it can be stopped and taken up again.
#
#   prove.sh             all that does not hold yet
#   prove.sh PATTERN     of these, the claims that match (grep -E)
#   prove.sh --report    none: writes down what is known
set -uo pipefail
cd "$(dirname "$0")/.."
state=".build/prove-$(git rev-parse HEAD)"
mkdir -p "$state"
report="docs/numbers.md"

# prove CLAIM COMMAND…: one line of the report.
prove() {
  local claim="$1" name figure status
  shift
  name=$(echo "$claim" | sha256sum | cut -c1-16)
  if [ ! -f "$state/$name" ] && wanted "$claim"; then
    echo "── $claim" >&2
    "$@" >"$state/$name.log" 2>&1
    status=$?
    figure=$(grep -vE '^\s*$' "$state/$name.log" | tail -1 | cut -c1-400)
    rm -f "$state/$name.failed"
    # Only what holds is passed over next time.
    if [ $status = 0 ]; then
      echo "| $claim | \`$*\` | $figure | $(date -u +%F) |" > "$state/$name"
    else
      echo "| $claim | \`$*\` | FAILED: $figure | $(date -u +%F) |" > "$state/$name.failed"
    fi
  fi
  cat "$state/$name" 2>/dev/null || cat "$state/$name.failed" 2>/dev/null || echo "| $claim | \`$*\` | not measured | |"
}

only="${1:-}"
wanted() {
  case "$only" in
    "") true ;;
    --report) false ;;
    *) grep -qE -- "$only" <<< "$1" ;;
  esac
}

# The second start of a demo answers within a second.
start_seconds() {
  local data log pid begun address milliseconds round
  data=$(mktemp -d)
  log="$data/out"
  for round in first second; do
    : >"$log"
    begun=$(date +%s%N)
    .build/release/huimin serve --demo --data "$data/data" --listen 127.0.0.1:0 >"$log" 2>&1 &
    pid=$!
    address=""
    for _ in $(seq 3000); do
      address=$(grep -oE 'http://127\.0\.0\.1:[0-9]+' "$log" | head -1)
      [ -n "$address" ] && curl -sf "$address/readyz" >/dev/null && break
      kill -0 "$pid" 2>/dev/null || { tail -3 "$log"; return 1; }
      sleep 0.01
    done
    milliseconds=$((($(date +%s%N) - begun) / 1000000))
    kill "$pid"
    wait "$pid" 2>/dev/null
  done
  rm -rf "$data"
  echo "ready after $milliseconds ms"
  [ "$milliseconds" -lt 1000 ]
}

[ "$only" = --report ] || scripts/build.sh release || exit 1
{
  echo "# Numbers"
  echo
  echo "Written by \`make prove\`. Machines are shared and noisy: read ratios, not single figures."
  echo
  echo "| claim | command | figure | day |"
  echo "|---|---|---|---|"
  prove "every ring of make test passes" scripts/test.sh
  prove "a second start is ready within a second" start_seconds
  prove "ready within a second with 500 items" \
    .venv/bin/python Tests/bench/bench_check.py .build/release/huimin start --most milliseconds=1000 -- --items 500
  prove "SQLite: 2,000 grants a CPU-second, 40 % of the ceiling, p99 within 50 ms at 16 clients" \
    .venv/bin/python Tests/bench/bench_check.py .build/release/huimin apply --least grantsPerCPUSecond=2000 \
    --least ratioToCeiling=0.4 --most p99Milliseconds=50 -- --people 200000
  prove "SQLite, one source over HTTP: 1,200 grants a CPU-second" \
    .venv/bin/python Tests/bench/bench_check.py .build/release/huimin apply --least grantsPerCPUSecond=1200 \
    -- --people 200000 --source http
  prove "PostgreSQL: 700 grants a CPU-second of server and database" \
    .venv/bin/python Tests/bench/bench_check.py .build/release/huimin apply --database postgres \
    --least grantsPerCPUSecond=700 -- --people 200000
  prove "facts of 12 resources within 5 ms of the slowest source (p99)" \
    .venv/bin/python Tests/bench/bench_check.py .build/release/huimin facts --most overheadP99Milliseconds=5
  prove "20,000 appends to the log a second; out of 10 million entries a proof within 1 ms (p99)" \
    .venv/bin/python Tests/bench/bench_check.py .build/release/huimin log --least appendsPerSecond=20000 \
    --most proofP99Milliseconds=1 -- --entries 10000000
  prove "5,000 certificates verified in a CPU-second" \
    .venv/bin/python Tests/bench/bench_check.py .build/release/huimin verify --least certificatesPerCPUSecond=5000
  prove "decimal128: 100,000 random pairs for each of 24 operations as Python's decimal" \
    env HUIMIN_DECIMAL_PAIRS=100000 swift test --package-path Engines -c release --filter Decimal128
  prove "fuzzing until two hours bring no new coverage: no crash, no hang, no growth" \
    scripts/fuzz.sh all until 7200
  prove "expressions as bkflow-feel and zen-engine give them, or explained: 100,000" \
    .venv/bin/python Engines/Tests/Differential/engines_check.py Engines/.build/debug/feel 100000
  prove "5 times the decisions of zen-engine in a CPU-second, 10,000 rules within 3 times the time of 12" \
    scripts/decisions.sh --least 5 --scale
  prove "regular expressions as Python's re gives them: 100,000" \
    python3 Engines/Tests/Differential/patterns_check.py Engines/.build/debug/feel 100000
  prove "schemathesis, 100 examples an operation, as resident, officer and nobody, finds no fault" scripts/schemathesis.sh .build/release/huimin 100
  prove "10,000 failures of power: nothing answered is lost, nothing doubled, every event has its leaf" scripts/seeds.sh 10000
  prove "the disk is waited for before an answer" .venv/bin/python Tests/durability/sync_order.py .build/release/huimin
  prove "kill -9 of the server, 200 times under load" \
    .venv/bin/python Tests/durability/kill_server.py .build/release/huimin --rounds 200
  prove "kill -9 of the server on PostgreSQL, 50 times under load" \
    .venv/bin/python Tests/durability/kill_server.py .build/release/huimin --rounds 50 --database postgres
  prove "kill -9 of PostgreSQL under the server, 50 times under load" \
    .venv/bin/python Tests/durability/kill_postgres.py .build/release/huimin --rounds 50
  prove "witnesses, monitor and audit as foreign verifiers see them; a checkpoint is witnessed within a second" \
    .venv/bin/python Tests/foreign/log_check.py .build/release/huimin
  prove "100 changes of the database's cells and 100 bytes of the log's files, each named" \
    .venv/bin/python Tests/foreign/tamper_check.py .build/release/huimin
  prove "a department behind a proxy that is slow, resets, garbles, cuts off, hangs or shows a wrong certificate: everything is finished by asking or by a person; ten minutes leave no thread, socket or memory behind" \
    .venv/bin/python Tests/foreign/exchange_faults_check.py .build/release/huimin --seconds 600
  prove "two cities as two servers: received in one, decided in the other, through a proxy that spoils what passes for five minutes" \
    .venv/bin/python Tests/foreign/two_cities_check.py .build/release/huimin --seconds 300
  prove "a restore from an old backup never signs a second history" \
    .venv/bin/python Tests/foreign/restore_check.py .build/release/huimin
  prove "1,000 simulated years of 200 people break no invariant, and a fault that was planted is found each time" \
    scripts/years.sh 1000
  prove "sealed PDFs: pyhanko and pdfsig accept them and refuse 100 changes; 𪚥 and · by their pixels" \
    .venv/bin/python Tests/foreign/pdf_check.py .build/release/huimin --mutants 100
  prove "certificates shown, checked on paper, suspended and resumed, in real browsers" \
    .venv/bin/python Tests/browser/wallet.py .build/release/huimin
  prove "1,000 pairs of applications by two channels give 1,000 grants" scripts/pairs.sh 1000
  prove "plain words find services (R@1 ≥ 0.65, R@3 ≥ 0.86)" scripts/search.sh .build/release/huimin
} | tee /dev/stderr | grep -E '^[#|]|^$|^Written' > "$report.new" 2>/dev/null
mv "$report.new" "$report"
! grep -qE 'FAILED|not measured' "$report"
