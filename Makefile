# Huimin. `make run` starts the platform with the sample city; `make test` decides whether a change lands.
.PHONY: run test prove dist check format clean

LISTEN ?= 127.0.0.1:8080
DATA ?= data
PEOPLE ?= 2000

run:
	@scripts/setup.sh run
	@scripts/build.sh release
	@.build/release/huimin serve --demo --listen $(LISTEN) --data $(DATA) --people $(PEOPLE)

test:
	@scripts/setup.sh test
	@scripts/scratch.sh scripts/test.sh

prove:
	@scripts/setup.sh test
	@scripts/scratch.sh scripts/prove.sh

dist:
	@scripts/setup.sh run
	@scripts/build.sh release
	@scripts/dist.sh

# Definitions only: quick, for officers and reviewers.
check:
	@scripts/setup.sh run
	@scripts/build.sh release
	@.build/release/huimin item check City

format:
	swift format --in-place --recursive Sources Tests Engines/Sources Engines/Tests Engines/Benchmarks Package.swift Engines/Package.swift

clean:
	rm -rf .build Engines/.build dist
