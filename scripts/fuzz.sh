#!/usr/bin/env bash
# Coverage-guided fuzzing of the engines by libFuzzer: looks for an input that crashes, hangs, grows or breaks a promise
# (what is written reads back to the same).
#
#   fuzz.sh TARGET SECONDS   looks for so long, beginning with the seeds and the corpus
#   fuzz.sh TARGET replay    runs seeds and corpus once
#   fuzz.sh TARGET grow N    adds those of N sentences of its grammar that cover what nothing did before
#   fuzz.sh TARGET until N   looks, by sentences and by changes, until N seconds of the processor bring no new coverage; begun
#                            again, it counts on from where it was
#   fuzz.sh TARGET keep      writes the smallest inputs with the same coverage to Engines/Fuzz/Corpus
#   fuzz.sh all SECONDS      each target in turn; closes with `N passed, N failed`
#   fuzz.sh all until N      turn by turn, until N seconds in all bring no new coverage of any
#
# A target is a file in Engines/Fuzz/Targets. An input that fails stays in .build/fuzz/TARGET/found.
set -uo pipefail
cd "$(dirname "$0")/.."
root="$PWD/Engines/Fuzz"
build="${HUIMIN_FUZZ_BUILD:-$PWD/.build/fuzz}"
flags=(-wmo -sanitize=fuzzer -parse-as-library -swift-version 6 -package-name engines
  -enable-upcoming-feature ExistentialAny -enable-upcoming-feature MemberImportVisibility
  -enable-upcoming-feature InternalImportsByDefault)
mkdir -p "$build/modules"

# module NAME BELOW…: compiled with coverage, again only where a source or a module below it has changed.
module() {
  local object="$build/modules/$1.o" below
  local newer=(find "Engines/Sources/$1")
  for below in "${@:2}"; do newer+=("$build/modules/$below.o"); done
  [ -f "$object" ] && [ -z "$("${newer[@]}" -newer "$object" -name '*.[so]*')" ] && return
  find "Engines/Sources/$1" -name '*.swift' -print0 | sort -z | xargs -0 \
    swiftc -O "${flags[@]}" -module-name "$1" -I "$build/modules" -emit-module \
    -emit-module-path "$build/modules/$1.swiftmodule" -c -o "$object"
}

compile() {
  module Kernel && module FEEL Kernel && module Decisions Kernel FEEL || return 1
  mkdir -p "$build/$1/corpus" "$build/$1/found"
  [ -x "$build/$1/fuzz" ] && [ -z "$(find "$root/Targets/$1.swift" "$build"/modules/*.o -newer "$build/$1/fuzz")" ] && return
  # Without optimization, so that a broken promise says which.
  swiftc -Onone "${flags[@]}" -module-name "Fuzz$1" -I "$build/modules" "$root/Targets/$1.swift" "$build"/modules/*.o \
    -o "$build/$1/fuzz"
}

# The corpus, and one file for each input to begin with.
unpack() {
  local corpus="$root/Corpus/$1.tar.gz"
  [ ! -f "$corpus" ] || tar xzf "$corpus" -C "$build/$1/corpus"
  python3 "$root/seeds.py" "$1" "$build/$1/corpus"
}

# Swift's own handler of crashes would take them away from the fuzzer, which writes down the input. What it takes for a hang is
# counted by the clock on the wall: a minute is some seconds of a processor that others use as well.
run() {
  local target="$1" dictionary=()
  shift
  [ -f "$root/Targets/$target.dict" ] && dictionary=("-dict=$root/Targets/$target.dict")
  SWIFT_BACKTRACE=enable=no "$build/$target/fuzz" -timeout=60 -rss_limit_mb=1024 -malloc_limit_mb=512 -max_len="${HUIMIN_FUZZ_LENGTH:-4096}" \
    "-artifact_prefix=$build/$target/found/" "${dictionary[@]}" "$@" 2>"$build/$target/log" >&2
}

# The state of a run in one line: edges covered, inputs kept, executions a second, memory.
summary() { grep -E "^#[0-9]+[[:space:]]+[A-Za-z]+ +cov:" "$build/$1/log" | tail -1 | tr -s '\t ' ' '; }

keep() {
  rm -rf "$build/$1/kept" && mkdir "$build/$1/kept"
  run "$1" -merge=1 "$build/$1/kept" "$build/$1/corpus" || return 1
  # Long ones are left out: the grammar makes their like again, and a repository keeps every byte for ever.
  find "$build/$1/kept" -type f -size +2499c -delete
  mkdir -p "$root/Corpus"
  (cd "$build/$1/kept" && find . -type f -printf '%P\0' | LC_ALL=C sort -z |
    tar cf - --null -T - --mtime=@0 --owner=0 --group=0 --mode=644 --format=ustar) |
    gzip -9n > "$root/Corpus/$1.tar.gz"
  echo "$1: $(find "$build/$1/kept" -type f | wc -l) inputs kept"
}

# New sentences of the grammar; those that cover what nothing did before go to the corpus.
grow() {
  local fresh="$build/$1/fresh"
  rm -rf "$fresh" && mkdir "$fresh"
  python3 "$root/grammar.py" "$1" "$(date +%s%N)" "$2" "$fresh"
  [ -z "$(ls -A "$fresh")" ] || run "$1" -merge=1 "$build/$1/corpus" "$fresh"
}

# A slice of time: sentences, then changes of what the corpus holds.
look() { grow "$1" $((slice * 20)) && run "$1" -max_total_time="$slice" "$build/$1/corpus"; }

# The seconds of the processor without new coverage are kept beside the program that they were spent on.
until_quiet() {
  local state="$build/$1/quiet" before after spent TIMEFORMAT=%U
  [ -f "$state" ] && [ "$state" -nt "$build/$1/fuzz" ] || echo 0 > "$state"
  while [ "$(cat "$state")" -lt "$2" ]; do
    before=$(covered "$1")
    spent=$({ time look "$1"; } 2>&1) || return 1
    after=$(edges "$1")
    [ "$before" = "$after" ] && echo $(($(cat "$state") + ${spent%.*})) > "$state" || echo 0 > "$state"
    echo "$1: $after edges, nothing new for $(cat "$state") s"
    [ -z "${3:-}" ] || break
  done
}
slice="${HUIMIN_FUZZ_SLICE:-300}"

# What the corpus covers before anything new is looked for.
covered() { run "$1" -runs=0 "$build/$1/corpus" && edges "$1"; }

# Turn by turn, until none has found anything new for N seconds together. HUIMIN_FUZZ_JOBS: so many at a time.
all_until_quiet() {
  local file target quiet=0 failed=0 targets=()
  for file in "$root"/Targets/*.swift; do
    target=$(basename "$file" .swift)
    compile "$target" || { echo "$target does not compile"; echo "0 passed, 1 failed"; return 1; }
    unpack "$target"
    targets+=("$target")
  done
  while [ $quiet -lt "$1" ]; do
    for target in "${targets[@]}"; do
      while [ "$(jobs -rp | wc -l)" -ge "${HUIMIN_FUZZ_JOBS:-1}" ]; do wait -n || failed=1; done
      { until_quiet "$target" "$1" once || { echo "$target: $(grep -E 'SUMMARY|Fatal error' "$build/$target/log" | head -3)"; false; }; } &
    done
    while [ -n "$(jobs -p)" ]; do wait -n || failed=1; done
    [ $failed = 0 ] || { echo "0 passed, 1 failed"; return 1; }
    quiet=0
    for target in "${targets[@]}"; do quiet=$((quiet + $(cat "$build/$target/quiet"))); done
    for target in "${targets[@]}"; do [ "$(cat "$build/$target/quiet")" -gt 0 ] || quiet=0; done
    echo "all: nothing new for $quiet s"
  done
  echo "${#targets[@]} passed, 0 failed"
}
edges() { summary "$1" | grep -oE 'cov: [0-9]+' | cut -d' ' -f2; }

one() {
  compile "$1" || { echo "$1 does not compile"; return 1; }
  unpack "$1"
  local status=0
  case "$2" in
    replay) run "$1" -runs=0 "$build/$1/corpus" || status=1 ;;
    keep) keep "$1" || status=1 ;;
    grow) grow "$1" "$3" || status=1 ;;
    until) until_quiet "$1" "$3" || status=1 ;;
    *) run "$1" -max_total_time="$2" "$build/$1/corpus" || status=1 ;;
  esac
  echo "$1: $(summary "$1")"
  [ $status = 0 ] || { grep -E 'ERROR|SUMMARY|Test unit written|Fatal error' "$build/$1/log" | head; return 1; }
}

if [ "${1:-}" = all ] && [ "${2:-}" = until ]; then
  all_until_quiet "${3:-7200}"
elif [ "${1:-}" = all ]; then
  passed=0 failed=0
  for file in "$root"/Targets/*.swift; do
    one "$(basename "$file" .swift)" "${@:2}" && passed=$((passed + 1)) || failed=$((failed + 1))
  done
  echo "$passed passed, $failed failed"
  [ $failed = 0 ]
else
  one "${1:?TARGET}" "${2:?SECONDS}" "${3:-7200}" && echo "1 passed, 0 failed" || { echo "0 passed, 1 failed"; exit 1; }
fi
