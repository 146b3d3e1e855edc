#!/usr/bin/env bash
# Every public declaration of FEEL and Decisions says what it means, and their documentation converts without a warning
# (with `docc`, where the toolchain has it).
#
#   docs-check.sh [BUILD]        the folder of the build, by default Engines/.build/debug
set -uo pipefail
cd "$(dirname "$0")/.."
build="${1:-Engines/.build/debug}"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
passed=0 failed=0
verdict() { [ "$1" = 0 ] && passed=$((passed + 1)) || failed=$((failed + 1)); }

for module in FEEL Decisions; do
  mkdir "$folder/$module"
  swift symbolgraph-extract -module-name "$module" -I "$build/Modules" -output-dir "$folder/$module" \
    -minimum-access-level public -skip-inherited-docs -target "$(uname -m)-unknown-linux-gnu"
  python3 - "$folder/$module/$module.symbols.json" <<'PYTHON'
import collections, json, pathlib, re, sys
symbols = json.load(open(sys.argv[1]))["symbols"]
members = collections.defaultdict(set)
for symbol in symbols:
    members[tuple(symbol["pathComponents"][:-1])].add(symbol["pathComponents"][-1])
# What the standard library defines the meaning of.
known = {"==(_:_:)", "<(_:_:)", "hash(into:)", "description", "init(stringLiteral:)", "init(integerLiteral:)",
         "init(booleanLiteral:)", "init(arrayLiteral:)", "init(dictionaryLiteral:)", "init()"}


def memberwise(symbol):
    """An initializer that sets the properties, which say themselves what they mean."""
    if symbol["kind"]["identifier"] != "swift.init":
        return False
    names = [p["name"] for p in symbol.get("functionSignature", {}).get("parameters", [])]
    internal = [p.get("internalName", p["name"]) for p in symbol.get("functionSignature", {}).get("parameters", [])]
    properties = members[tuple(symbol["pathComponents"][:-1])]
    return all(a in properties or b in properties for a, b in zip(names, internal))


missing = []
for symbol in symbols:
    if "docComment" in symbol or "location" not in symbol or symbol["pathComponents"][-1] in known or memberwise(symbol):
        continue
    place = re.sub(r".*/Engines/", "Engines/", symbol["location"]["uri"])
    missing.append(f'{place}:{symbol["location"]["position"]["line"] + 1}: {".".join(symbol["pathComponents"])}')
for line in sorted(missing):
    print(f"{line} says nothing of what it means")
sys.exit(1 if missing else 0)
PYTHON
  verdict $?
  if command -v docc >/dev/null; then
    docc convert "Engines/Sources/$module/$module.docc" --additional-symbol-graph-dir "$folder/$module" \
      --fallback-display-name "$module" --fallback-bundle-identifier "huimin.$module" --warnings-as-errors \
      --output-path "$folder/$module.doccarchive" 2>&1 | grep -E "^(warning|error)" | head -20
    verdict "${PIPESTATUS[0]}"
  else
    echo "skipped: docc not present"
  fi
done
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
