#!/usr/bin/env bash
# Compiles and runs the blocks of Engines/README.md that are marked `run`, with the engines as they were built
# (swift build --package-path Engines), and compares what they print with what the comments beside it say.
#
#   readme.sh [BUILD]        the folder of the build, by default Engines/.build/debug
set -uo pipefail
cd "$(dirname "$0")/.."
build="${1:-Engines/.build/debug}"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 - "$folder" <<'PYTHON'
import pathlib, re, sys
folder = pathlib.Path(sys.argv[1])
blocks = re.findall(r"^```swift run\n(.*?)^```", pathlib.Path("Engines/README.md").read_text(), re.S | re.M)
for number, block in enumerate(blocks, 1):
    place = folder / str(number)
    place.mkdir()
    (place / "main.swift").write_text(block)
    expected = re.findall(r"print\(.*?\) +// (.*)$", block, re.M)
    (place / "expected").write_text("".join(line + "\n" for line in expected))
PYTHON
# Objects of sources that are still there: a build keeps those of files that are gone.
objects=()
for module in Kernel FEEL Decisions; do
  while read -r source; do
    objects+=("$build/$module.build/$(basename "$source").o")
  done < <(find "Engines/Sources/$module" -name '*.swift')
done
passed=0 failed=0
for place in "$folder"/*/; do
  swiftc -swift-version 6 -I "$build/Modules" "$place/main.swift" "${objects[@]}" -lm \
    -o "$place/program" 2>"$place/errors" && "$place/program" >"$place/printed" 2>&1 &&
    diff "$place/expected" "$place/printed" && passed=$((passed + 1)) ||
    { failed=$((failed + 1)); cat "$place/errors"; }
done
[ "$passed" -gt 0 ] || failed=$((failed + 1))
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
