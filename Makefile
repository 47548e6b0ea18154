# Everything starts from a fresh machine: each target installs the Debian packages that it needs.
SWIFT = swift
PREFIX = /usr/local
RELEASE = -c release --static-swift-stdlib
BINARY = .build/release/fleepd

.PHONY: help build demo test soak bench compare lint format deps install clean

help:
	@echo 'make demo     build, then watch fleepd do its job on sample logs with a local stand-in for Fleep'
	@echo 'make test     lint, build and run all tests'
	@echo 'make build    the release binary, $(BINARY)'
	@echo 'make install  the binary, the manual pages, the shipped rules and the systemd unit, under $(PREFIX)'
	@echo 'make bench    speed, against ripgrep and swatchdog, and memory'
	@echo 'make compare  five failures, side by side with Alertmanager, as docs/comparison.md'
	@echo 'make soak     the long tests'
	@echo 'make lint     swift format lint --strict'
	@echo 'make format   swift format, in place'
	@echo 'make deps     only the Debian packages'

swift-and-libraries:
	@packaging/require-swift 6.2
	@packaging/install-packages build

deps:
	@packaging/install-packages build test bench

build: swift-and-libraries
	$(SWIFT) build $(RELEASE) --product fleepd

demo: build
	$(BINARY) demo

lint:
	@packaging/require-swift 6.2
	$(SWIFT) format lint --strict -r -p Package.swift Sources Tests Benchmarks

format:
	$(SWIFT) format -i -r -p Package.swift Sources Tests Benchmarks

test: swift-and-libraries lint
	@packaging/install-packages test
	$(SWIFT) build --build-tests
	$(SWIFT) test --skip-build --skip 'DaemonTests|InputsTests'
	$(SWIFT) test --skip-build --filter InputsTests
	$(SWIFT) test --skip-build --filter DaemonTests

soak: swift-and-libraries
	@packaging/install-packages test
	FLEEPD_SOAK=1 $(SWIFT) test -c release -Xswiftc -enable-testing --filter 'Soak|InertTextFuzzTests|RandomActionTests|LogrotateTests|RotationTests|IdentityTests'

bench: build
	@packaging/install-packages bench
	$(SWIFT) build $(RELEASE) --product fleepd-bench
	.build/release/fleepd-bench
	.build/release/fleepd-bench replay $(BINARY)
	Benchmarks/daemon/measure.py $(BINARY) .build/release/fleepd-bench

compare: build
	@packaging/install-packages compare
	Benchmarks/compare/compare.py $(BINARY) docs/comparison.md

install: build
	install -D -m 755 $(BINARY) $(DESTDIR)$(PREFIX)/bin/fleepd
	install -D -m 644 systemd/fleepd.service $(DESTDIR)$(PREFIX)/lib/systemd/system/fleepd.service
	install -d $(DESTDIR)$(PREFIX)/share/fleepd/rules
	install -m 644 rules/*.yaml $(DESTDIR)$(PREFIX)/share/fleepd/rules
	install -D -m 644 packaging/man/fleepd.8 $(DESTDIR)$(PREFIX)/share/man/man8/fleepd.8
	install -D -m 644 packaging/man/fleepd.yaml.5 $(DESTDIR)$(PREFIX)/share/man/man5/fleepd.yaml.5

clean:
	rm -rf .build
