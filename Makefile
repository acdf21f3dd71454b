# Every target installs what it needs: on Debian by apt-get, elsewhere it says what is missing.
SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := build

SWIFT ?= swift
RELEASE := $(SWIFT) build -c release --static-swift-stdlib
BINARY = .build/release/virt-channel
SHARED ?= ../shared
SEED ?= 1
COUNT ?= 1000
RESOLVE = .build/debug/virt-channel resolve --libvirt 9.0.0 --qemu 7.2.0
MAP = .build/debug/virt-channel map --libvirt 9.0.0 --qemu 7.2.0

.PHONY: help
# Lists the targets.
help:
	@awk '/^# /{if (!text) text = substr($$0, 3)} /^$$/{text = ""} \
	  /^[a-z][a-z-]*( [a-z-]+)*:/{sub(/:.*/, ""); printf "%-20s %s\n", $$0, text; text = ""}' $(MAKEFILE_LIST)

.PHONY: build debug test test-guest test-qemu map-goldens resolution-goldens rules-pages demo bench format lint-format oracle-scores oracle clean deps

deps:
	@.ci/install pkg-config:pkg-config libxml-2.0:libxml2-dev

build: deps
	$(RELEASE)

debug: deps
	$(SWIFT) build

# Diffs are tried with the programs that take them.
test: deps
	@.ci/install patch:patch git:git
	$(SWIFT) test

# Boots a small Linux guest under QEMU and talks to it.
test-guest: build
	@Tests/Guest/run $(BINARY)

# Boots a small ppc64le guest, whose terminals count otherwise.
.PHONY: test-guest-ppc64le
test-guest-ppc64le: build
	@Tests/Guest/run-ppc64le $(BINARY)

# Asks real libvirts, among them a libvirtd of its own with a small guest, in a mount namespace; needs root.
.PHONY: test-live
test-live: build
	@Tests/Live/run $(BINARY)

# Program, manual pages, completions, schemas. Packagers set DESTDIR.
PREFIX ?= /usr/local
.PHONY: install
install: build
	packaging/install $(BINARY) $(DESTDIR)$(PREFIX)

# Removes what install put there.
.PHONY: uninstall
uninstall:
	packaging/uninstall $(DESTDIR)$(PREFIX)

# The portable program, .build/static/virt-channel: one static file that needs nothing but a Linux kernel and /proc.
STATIC = .build/static/virt-channel
.PHONY: static try-static
static: deps
	@.ci/install gcc:build-essential quilt:quilt strip:binutils valgrind:valgrind
	packaging/static .build/static

# Runs the portable program in an empty root.
try-static:
	packaging/try-static $(STATIC)

# Packages of the portable program: a Python wheel, an RPM and a tar archive with checksums. Each try- target installs and runs one.
.PHONY: wheel try-wheel rpm try-rpm tarball
wheel:
	@.ci/install python3:python3
	packaging/wheel $(STATIC) .build/wheel

try-wheel:
	packaging/try-wheel .build/wheel/virt_channel-*.whl

rpm:
	@.ci/install rpmbuild:rpm
	packaging/rpm $(STATIC) .build/rpm

try-rpm:
	packaging/try-rpm .build/rpm/virt-channel-*.rpm

tarball:
	packaging/tarball $(STATIC) .build/tarball

# Checks the GitHub workflows and the action against their schemas.
.PHONY: check-workflows
check-workflows:
	@.ci/install python3:python3-venv
	@[ -x .build/check/bin/check-jsonschema ] || { python3 -m venv .build/check && .build/check/bin/pip -q --disable-pip-version-check install check-jsonschema; }
	.build/check/bin/check-jsonschema --builtin-schema vendor.github-workflows .github/workflows/*.yml
	.build/check/bin/check-jsonschema --builtin-schema vendor.github-actions integrations/github/action/action.yml

# A Debian package in .build/deb; try-deb installs it in a clean root, which needs root and a mirror.
.PHONY: deb try-deb
deb: build
	@.ci/install dpkg-shlibdeps:dpkg-dev strip:binutils
	packaging/deb $(BINARY) .build/deb

try-deb: deb
	@.ci/install debootstrap:debootstrap
	packaging/try-deb .build/deb/virt-channel_*.deb

# A package that depends on the library, as a user's would.
.PHONY: example
example: deps
	$(SWIFT) build --package-path docs/examples/agent-everywhere
	@docs/examples/agent-everywhere/run-example

demo: build
	@docs/demo $(BINARY)

# Edits domain XML in Neovim, and reads the answers of the language server with lsprotocol.
.PHONY: test-editors
test-editors: debug
	@.ci/install nvim:neovim python3:python3-venv
	@Tests/Editors/run .build/debug/virt-channel

# Uses the page of a host in Chromium: what it shows, filters and asks for; PICTURES=docs/pictures draws those of the documentation.
PICTURES ?=
.PHONY: test-page
test-page: debug
	@.ci/install chromium:chromium python3:python3
	@python3 -B Tests/HostPage/page.py .build/debug/virt-channel $(PICTURES)

# Draws docs/pictures/neovim.svg.
.PHONY: editor-picture
editor-picture: debug
	@.ci/install nvim:neovim tmux:tmux
	@VIRT_CHANNEL=$$PWD/.build/debug/virt-channel Tests/Editors/picture > docs/pictures/neovim.svg

# Starts what we print in real QEMU, and compares what QMP tells with what we do.
test-qemu: deps
	@.ci/install qemu-system-x86_64:qemu-system-x86 qemu-system-s390x:qemu-system-misc \
	  qemu-system-aarch64:qemu-system-arm qemu-system-riscv64:qemu-system-misc qemu-system-ppc64:qemu-system-ppc
	$(SWIFT) run qemu-check
	@$(MAKE) -s map-law

# Python with libvirt inside, whose log goes nowhere: what a law prints and why it fails stay readable.
EMBEDDED = LIBVIRT_LOG_OUTPUTS=1:file:/dev/null /usr/bin/python3 -B

# Starts domains of every machine with libvirt and QEMU, and compares what `map` says with `info qtree` and `query-chardev`.
.PHONY: map-law
map-law: debug
	@.ci/install python3:python3 'import libvirt:python3-libvirt' virsh:libvirt-clients libvirtd:libvirt-daemon-system qemu-system-x86_64:qemu-system-x86 \
	  qemu-system-s390x:qemu-system-misc qemu-system-aarch64:qemu-system-arm qemu-system-ppc64:qemu-system-ppc
	@$(EMBEDDED) Tests/Oracle/map_law.py .build/debug/virt-channel

# Each machine with the guests that run on it.
MAP_GOLDENS = $(foreach guest,linux windows freebsd openbsd netbsd macos,pc.$(guest) q35.$(guest)) \
  $(foreach guest,linux windows freebsd openbsd netbsd,arm.$(guest)) $(foreach guest,linux freebsd openbsd netbsd,riscv.$(guest) mac99.$(guest)) \
  pseries.linux pseries.freebsd s390x.linux microvm.linux microvm.netbsd

# Writes what `map` is expected to say; read the difference before it is committed.
map-goldens: debug
	for guest in linux windows freebsd; do $(MAP) --guest $$guest fixtures/map/everything.xml > fixtures/map/everything.$$guest; done
	for golden in $(MAP_GOLDENS); do \
	  $(MAP) --guest $${golden#*.} fixtures/map/$${golden%.*}.xml > fixtures/map/$$golden 2>&1; done
	$(MAP) fixtures/map/refused.xml > fixtures/map/refused.linux 2> /dev/null || [ $$? = 1 ]
	for form in svg dot mermaid json; do $(MAP) --format $$form fixtures/map/everything.xml > fixtures/map/everything.$$form; done
	$(MAP) --format svg fixtures/guest/two-controllers.xml > docs/pictures/two-controllers.svg

# Writes what `xml` is expected to print: read the differences before they are committed.
.PHONY: command-goldens
command-goldens: debug
	cd fixtures/commands; for file in $$(ls | grep -v '\.xml$$'); do ../../.build/debug/virt-channel xml "$$file" > "$$file.xml" 2> /dev/null; done

# Writes what `resolve` is expected to say, as libvirt 9.0.0 does: compare with virsh dumpxml --inactive before it is committed.
resolution-goldens: debug
	for domain in fixtures/resolution/*.xml; do \
	  $(RESOLVE) $$domain > $${domain%.xml}.resolved; $(RESOLVE) --diff $$domain > $${domain%.xml}.diff; done

# The pages under docs/rules are what `explain` prints.
rules-pages: deps
	$(SWIFT) build --product virt-channel
	@docs/rules-pages $$($(SWIFT) build --show-bin-path)/virt-channel

# Writes what completion and hover say of elements, attributes and values, from the doc comments of the model.
.PHONY: element-documentation
element-documentation: deps
	REFRESH_ELEMENT_DOCUMENTATION=1 $(SWIFT) test --filter ElementDocumentationTests

# Runs the commands of README and docs and writes what they print below them; read the difference before it is committed.
.PHONY: pages
pages: deps
	REFRESH_PAGES=1 $(SWIFT) test --filter PageTests

# Draws docs/pictures/terminal.svg, the demonstration of the README.
.PHONY: terminal-picture
terminal-picture: debug
	docs/terminal-picture .build/debug/virt-channel > docs/pictures/terminal.svg

# Asks virt-xml whether docs/comparison.md is right.
.PHONY: comparison
comparison: deps
	@.ci/install virt-xml:virtinst
	$(SWIFT) test --filter 'ComparisonTests|PageTests'

# Checks the spelling and the links of all pages, the spelling of help and sources, and that each rule has its page.
.PHONY: words
words: debug
	@.ci/install codespell:codespell aspell:aspell python3:python3
	@[ -e /usr/lib/aspell/en_US.multi ] || [ -n "$$(aspell dicts 2> /dev/null | grep '^en_US$$')" ] || apt-get install -qq -y aspell-en
	@docs/check-words .build/debug/virt-channel

# Builds the documentation as static HTML with search in .build/site, with mkdocs-material of PyPI; a broken link fails.
.PHONY: site
site:
	@.ci/install python3:python3-venv git:git
	@[ -x .build/mkdocs/bin/mkdocs ] || { python3 -m venv .build/mkdocs && .build/mkdocs/bin/pip -q --disable-pip-version-check install 'mkdocs-material==9.*'; }
	@docs/site .build/mkdocs .build/site

# The library's reference, made by DocC; what it warns of fails.
.PHONY: docs
docs: debug
	@docs/check-comments
	docs/library-reference .build/debug .build/docs/VirtChannel.doccarchive

lint-format:
	$(SWIFT) format lint --strict -r Sources Tests Package.swift

format:
	$(SWIFT) format format -i -r Sources Tests Package.swift

# How often we say what libvirt and QEMU said, where the recorded cases are at hand; fails below the floor in .ci/scores.
oracle-scores: build
	@.ci/scores $(BINARY) $(SHARED)/oracle

# Time and memory as ratios to public tools in the same run; PARTS chooses among many, colliding, each, single, editor, growth, memory and host.
PARTS ?=
bench: build
	@.ci/install xmllint:libxml2-utils hyperfine:hyperfine virt-xml-validate:libvirt-clients python3:python3 \
	  libvirtd:libvirt-daemon-system qemu-system-x86_64:qemu-system-x86
	@python3 -B Tests/Bench/bench.py $(BINARY) $(PARTS)

# Puts wrong changes into the sources, one at a time, and shows which test notices; takes an hour. WORDS chooses some of them.
.PHONY: mutants
mutants: deps
	@.ci/install python3:python3
	@python3 Tests/Mutants/mutants.py $(WORDS)

# Asks the real libvirt, inside a Python process without a daemon, about COUNT random domains and COUNT bred from real ones, or of the
# KINDS chosen; SEED chooses them. Fails on a difference that Tests/Oracle/explained.py does not explain.
ORACLE_BINARY ?= .build/debug/virt-channel
KINDS ?= random,bred
oracle: $(if $(findstring release,$(ORACLE_BINARY)),build,debug)
	@.ci/install python3:python3 'import libvirt:python3-libvirt' virsh:libvirt-clients libvirtd:libvirt-daemon-system \
	  qemu-system-x86_64:qemu-system-x86 qemu-system-s390x:qemu-system-misc \
	  qemu-system-aarch64:qemu-system-arm qemu-system-ppc64:qemu-system-ppc qemu-system-sparc64:qemu-system-sparc
	@$(EMBEDDED) Tests/Oracle/oracle.py $(ORACLE_BINARY) --kinds $(KINDS) --seed $(SEED) --count $(COUNT) \
	  --stock fixtures/domains $(wildcard $(SHARED)/wild)

# Runs the cases of libvirt's own test suite that have a channel, a console, a virtio-serial controller or another chardev. The cases come
# from the source packages of Debian's SUITES, from a package mirror; PEERS names directories of unpacked sources instead.
SUITES ?= bullseye bookworm trixie
PEERS ?=
.PHONY: peer-suite
peer-suite: debug
	@.ci/install python3:python3 'import libvirt:python3-libvirt' xz:xz-utils
	@peers=$$([ -n "$(PEERS)" ] && echo $(PEERS) || Tests/Oracle/peer-sources .build/peers $(SUITES)); \
	  /usr/bin/python3 -B Tests/Oracle/peer_suite.py .build/debug/virt-channel $$peers

# How the time of every command grows with unusual inputs, by doublings; GROWTH='--only tcp --all' chooses among them.
.PHONY: growth growth-laws
GROWTH ?=
growth: build
	@python3 Tests/Growth/growth.py $(BINARY) $(GROWTH)

# Fails where the instructions of `lint`, counted by valgrind, grow faster than the input.
growth-laws: build
	@.ci/install valgrind:valgrind strip:binutils
	@python3 Tests/Growth/growth.py $(BINARY) --instructions --command lint $(GROWTH)

# Holds the laws of Tests/Oracle to the real libvirt, inside a Python process without a daemon: safe fixes leave QEMU's options as they
# were. Needs python3-libvirt, libvirt-daemon-driver-qemu and QEMU; SEED and COUNT choose the domains.
.PHONY: laws-real
laws-real: build
	@.ci/install python3:python3 'import libvirt:python3-libvirt' libvirtd:libvirt-daemon-system qemu-system-x86_64:qemu-system-x86 qemu-system-aarch64:qemu-system-arm
	/usr/bin/python3 Tests/Oracle/fix_law.py $(BINARY) --seed $(SEED) --count $(COUNT) --recorded $(wildcard $(SHARED)/oracle/wild.jsonl $(SHARED)/oracle/cases.jsonl)

# Asks the real libvirt, in its own process and without a daemon, whether it takes what generate and resolve write.
LAW_COUNT ?= 500
.PHONY: libvirt-laws
libvirt-laws: debug
	@.ci/install python3:python3 'import libvirt:python3-libvirt' virsh:libvirt-clients libvirtd:libvirt-daemon-system qemu-system-x86_64:qemu-system-x86
	@$(EMBEDDED) Tests/Oracle/laws.py .build/debug/virt-channel --seed $(SEED) --count $(LAW_COUNT)

# Asks real QEMU and the real libvirt about what xml makes of random command lines: the same ports, numbers, names and chardevs.
XML_COUNT ?= 1000
.PHONY: xml-law
xml-law: debug
	@.ci/install python3:python3 'import libvirt:python3-libvirt' virsh:libvirt-clients libvirtd:libvirt-daemon-system qemu-system-x86_64:qemu-system-x86
	@$(EMBEDDED) Tests/Oracle/xml_law.py .build/debug/virt-channel --seed $(SEED) --count $(XML_COUNT)

# Searches for inputs that break what must hold of every input (Tests/Laws): TIME seconds for each law, JOBS laws at once.
TIME ?= 60
JOBS ?= 1
LAWS ?=
.PHONY: fuzz
fuzz: deps
	@Tests/Fuzz/run $(TIME) $(JOBS) $(LAWS)

# The tests under AddressSanitizer, LeakSanitizer and ThreadSanitizer; FILTER chooses among them.
FILTER ?= .
.PHONY: sanitize
sanitize: deps
	Tests/Sanitizers/run address '$(FILTER)'
	Tests/Sanitizers/run thread '$(FILTER)'

clean:
	rm -rf .build
