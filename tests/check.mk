# SPDX-License-Identifier: GPL-2.0-or-later
# What checks, measures and lints; ../Makefile builds and installs.

UNIT_TESTS  := $(patsubst tests/unit/%.c,$(BUILD)/unit/%,$(filter-out $(NOT_BUILT) $(SKIP_TESTS:%=tests/unit/%.c),$(wildcard tests/unit/*_test.c)))
C_FILES     := $(shell find . -name '*.[ch]' -not -path './$(BUILD)/*' -not -path './build/*' -not -path './tests/kmod/*' | sed 's,^\./,,' | sort)
# Every script, whatever its name says.
SCRIPTS      = $(shell grep -rlE --exclude-dir=.git --exclude-dir=build '^\#!/bin/(ba)?sh' . | sort)

# TEST: a test of tests/unit (policy_test), or the name of cases in the other suites (hello). RELEASE (MACHINE): only what runs
# in guests of that release of Debian, on that machine.
TEST ?=
GUESTS = $(if $(findstring command,$(origin RELEASE)$(origin MACHINE)),$(RELEASE)$(MACHINE:%=-%))
check:
	$(Q)tests/packages check
	$(Q)$(MAKE) --no-print-directory -j$$(nproc) WARNINGS='$(WARNINGS) -Werror' \
		$(if $(GUESTS),check-guests,$(if $(wildcard tests/unit/$(TEST).c),$(BUILD)/unit/$(TEST).passed,check-all))

check-guests: tree
	$(Q)+tests/check --release $(GUESTS) $(TEST)

check-all: tree $(BUILD)/simmod $(BUILD)/fault $(BUILD)/bench/engine $(BUILD)/bench/rounds $(BUILD)/bench/streams
	$(Q)+tests/check $(TEST)

unit: $(UNIT_TESTS)

check-unit: $(UNIT_TESTS:=.passed)

check-form:
	$(Q)clang-format --dry-run -Werror $(C_FILES)
	$(Q)mandoc -T lint -W warning man/*.[18]
	$(Q)tests/dependencies
	$(Q)tests/units
	$(Q)tests/layers
	$(Q)tests/sizes
	$(Q)tests/headers
	$(Q)tests/promises

# The releases that a suite goes through, one after the other: RELEASE= names one.
RELEASES = $(if $(filter command,$(origin RELEASE)),$(RELEASE),bookworm trixie unstable)

# What Debian's own staprun and ours do, case by case; the table tests/peer/differences says where not the same.
check-peer:
	$(Q)tests/packages check
	$(Q)$(MAKE) --no-print-directory tree
	$(Q)tests/releases '$(RELEASES)' tests/peer/run {} $(TEST)

# Each system call that our programs make fails in turn, and each signal comes at each of them; natively, with a pretended
# module; and each twelfth of them in a guest, with a real one, whose half hour takes one processor: side by side.
check-faults:
	$(Q)tests/packages check
	$(Q)$(MAKE) --no-print-directory tree $(BUILD)/simmod $(BUILD)/fault
	$(Q)tests/faults/run $(TEST) & rc=0; $(if $(TEST),,tests/faults/run --guest bookworm --sample 12 || rc=1;) wait $$! || rc=1; exit $$rc

# Which lines the tests reach. Counted in a file that is mapped, as clang can: no process has to end well for it.
COUNTING = -fprofile-instr-generate=$(CURDIR)/build/coverage/counters/%m%c.profraw
coverage:
	$(Q)tests/packages coverage
	$(Q)$(MAKE) --no-print-directory BUILD=build/coverage CC=clang WARNINGS= HARDEN='-fPIE $(COUNTING) -fcoverage-mapping -mllvm -runtime-counter-relocation' \
		HARDEN_LD='-pie $(COUNTING)' CFLAGS='-O1 -g' tree $(patsubst $(BUILD)/%,build/coverage/%,$(UNIT_TESTS) $(REPLAYS)) build/coverage/simmod build/coverage/fault
	$(Q)tests/coverage/run build/coverage $(SUITES)

# Four users, signals, CPUs that come and go, and little memory, for MINUTES in a guest.
soak:
	$(Q)tests/packages build
	$(Q)$(MAKE) --no-print-directory tree
	$(Q)tests/soak/run $(RELEASE) $(MINUTES)

# Has a suite what TEST names? Each has where that is nothing.
has = $(if $(TEST),$(wildcard tests/$(1)/cases/$(TEST).sh),all)

# The suites with sanitizers, in the guest too. They replace what hardens a normal build.
SANITIZERS = -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
check-asan:
	$(Q)tests/packages check
	$(Q)$(MAKE) --no-print-directory BUILD=build/asan WARNINGS='$(WARNINGS) -Werror' \
		HARDEN='-fPIE $(SANITIZERS)' HARDEN_LD='-pie $(SANITIZERS)' CFLAGS='-O1 -g' EXTRA_SRC=tests/asan_options.c \
		$(if $(TEST),$(patsubst tests/unit/%.c,build/asan/unit/%.passed,$(wildcard tests/unit/$(TEST).c)),check-unit) tree
	$(Q)$(MAKE) --no-print-directory $(BUILD)/simmod
	$(Q)$(if $(call has,sim),tests/sim/run --stapio build/asan/stapio --simmod $(BUILD)/simmod $(TEST))
	$(Q)$(if $(call has,monitor),tests/monitor/run --stapio build/asan/stapio --simmod $(BUILD)/simmod $(TEST))
	$(Q)$(if $(call has,vm),tests/vm/run bookworm --tree build/asan/tree $(TEST))
	$(Q)$(if $(call has,vm),tests/vm/run trixie --tree build/asan/tree $(TEST))

# stapio on the simulated module, with what finds races and stray memory accesses.
check-tsan:
	$(Q)tests/packages check
	$(Q)$(MAKE) --no-print-directory BUILD=build/tsan HARDEN='-fPIE -fsanitize=thread' \
		HARDEN_LD='-pie -fsanitize=thread' CFLAGS='-O1 -g' build/tsan/stapio
	$(Q)$(MAKE) --no-print-directory $(BUILD)/simmod
	$(Q)tests/sim/run --stapio build/tsan/stapio $(TEST)

check-valgrind:
	$(Q)tests/packages check
	$(Q)$(MAKE) --no-print-directory $(BUILD)/stapio $(BUILD)/simmod
	$(Q)tests/sim/run --valgrind $(TEST)

# The end-to-end suite on every release of Debian, with one build of our programs, and five minutes of soak.
check-matrix:
	$(Q)tests/packages build
	$(Q)$(MAKE) --no-print-directory tree
	$(Q)tests/matrix --tree $(BUILD)/tree $(TEST:%=--case %)
	$(Q)$(if $(TEST),,tests/soak/run bookworm 5)

# All compilers and libcs that are supported; ROW= names some of the table.
check-builds:
	$(Q)tests/builds $(ROW)

# Other machines, by qemu-user: MACHINE= names some.
check-cross:
	$(Q)tests/cross $(MACHINE)

# stap of each release with our staprun: named by SYSTEMTAP_STAPRUN, and in the place of its own.
check-stap:
	$(Q)tests/packages build
	$(Q)$(MAKE) --no-print-directory tree
	$(Q)$(MAKE) --no-print-directory BUILD=$(BUILD)/in-place PREFIX=/usr LIBEXECDIR=/usr/lib/systemtap tree
	$(Q)tests/releases '$(RELEASES)' tests/stap/run {} $(BUILD)/tree $(BUILD)/in-place/tree $(TEST)

# Our unit under a real systemd, and our records in its journal and in rsyslogd's files.
check-systemd:
	$(Q)tests/packages build
	$(Q)$(MAKE) --no-print-directory BUILD=$(BUILD)/in-place PREFIX=/usr LIBEXECDIR=/usr/lib/systemtap tree
	$(Q)tests/systemd/run $(RELEASE) $(BUILD)/in-place/tree $(TEST)

# docs/FLEET.md, by the real Ansible on three guests.
check-fleet: deb
	$(Q)tests/fleet/run $(BUILD)/deb/staprun_$(VERSION)_*.deb $(TEST)

# The RPM package, in $(BUILD)/rpm.
rpm:
	$(Q)tests/packages rpm
	$(Q)tests/rpm $$($(MAKE) --no-print-directory -s dist | tail -n 1) $(BUILD)/rpm

# The Debian package, in $(BUILD)/deb, from a copy of the tree.
deb:
	$(Q)tests/packages deb
	$(Q)rm -rf $(BUILD)/deb && mkdir -p $(BUILD)/deb/staprun-$(VERSION)
	$(Q)tar -c --exclude=./.git --exclude=./build --exclude=./$(BUILD) . | tar -x -C $(BUILD)/deb/staprun-$(VERSION)
	$(Q)cd $(BUILD)/deb/staprun-$(VERSION) && test "$$(dpkg-parsechangelog -S Version)" = $(VERSION) && \
		dpkg-buildpackage --build=binary -us -uc >../log 2>&1 || { tail -n 40 $(CURDIR)/$(BUILD)/deb/log; exit 1; }
	$(Q)rm -r $(BUILD)/deb/staprun-$(VERSION)
	$(Q)lintian --allow-root --fail-on error,warning $(BUILD)/deb/*.changes
	$(Q)echo $(BUILD)/deb/staprun_$(VERSION)_*.deb

# The same for MACHINE, cross-built in a root that has its libraries.
deb-cross:
	$(Q)tests/deb/cross $(or $(MACHINE),arm64) $(BUILD)/deb-cross

check-deb: deb
	$(Q)$(MAKE) --no-print-directory tree
	$(Q)tests/deb/run $(RELEASE) $(BUILD)/deb/staprun_$(VERSION)_*.deb $(BUILD)/tree $(TEST)
	$(Q)$(if $(TEST),,tests/deb/autopkgtest $(BUILD)/deb/staprun_$(VERSION)_*.deb)

# What a guest gets: an installation in a folder. One that is the same stays: who runs beside us, as the lanes of check do, may
# be copying it.
tree: all
	$(Q)rm -rf $(BUILD)/tree.new
	$(Q)$(MAKE) --no-print-directory -s install DESTDIR=$(BUILD)/tree.new PREFIX=$(PREFIX) >/dev/null
	$(Q)chmod 04110 $(BUILD)/tree.new$(BINDIR)/staprun
	$(Q)all_of() { tar -c --sort=name --mtime=@0 -C $(BUILD)/$$1 . 2>&1 | sha256sum; }; \
		if [ "$$(all_of tree)" = "$$(all_of tree.new)" ]; then rm -r $(BUILD)/tree.new; \
		else rm -rf $(BUILD)/tree && mv $(BUILD)/tree.new $(BUILD)/tree; fi

# RUNNER runs the programs of another machine, or for an older kernel.
$(BUILD)/unit/%.passed: $(BUILD)/unit/%
	$(call say,TEST)timeout $(if $(RUNNER),3600,900) $(RUNNER) $< >$@.log 2>&1 || { cat $@.log; exit 1; }
	$(Q)sed -n '/PASSED/p' $@.log; mv $@.log $@

# Runs a program on what is an older kernel to it: make check-unit RUNNER="build/older 4.18".
$(BUILD)/older: $(BUILD)/obj/tests/older.o
	$(link) $^ $(to)

# (openpty() is in libc only since glibc 2.34.) A unit test has everything at hand but the programs' main(), and may put its own in the place of a part.
TESTABLE = $(filter-out %/main.o,$(call objects,$(sort $(STAPRUN_SRC) $(STAPIO_SRC) $(MERGE_SRC))))
$(BUILD)/testable.a: $(TESTABLE)
	$(call say,AR)rm -f $@.new && $(AR) rcs $@.new $^ && mv $@.new $@

# A simulated module that a test has print.
PRINTING = $(addprefix tests/,stream/no_scenario.c sim/module.c sim/ring.c)
$(BUILD)/unit/overflow_test: $(call objects,$(PRINTING))
$(BUILD)/unit/frame_world_test: $(call objects,tests/stream/world.c tests/stream/printing.c $(PRINTING))
$(BUILD)/unit/files_world_test $(BUILD)/unit/files_lost_test: $(call objects,tests/stream/files.c tests/stream/printing.c $(PRINTING))
$(BUILD)/unit/merge_world_test: $(call objects,tests/stream/merge_world.c)
TESTABLE_AS = a
$(BUILD)/unit/%: $(BUILD)/obj/tests/unit/%.o $(BUILD)/testable.$(TESTABLE_AS)
	$(Q)mkdir -p $(@D)
	$(link) $(filter %.o,$^) $(MUTABLE) $(filter %/testable.$(TESTABLE_AS),$^) $(STAPRUN_LIBS) $(STAPIO_LIBS) -lcmocka -lutil $(to)

demo:
	$(Q)tests/packages build
	$(Q)$(MAKE) --no-print-directory tree
	$(Q)tests/vm/demo

# Ours and the peer's in one guest, in turn.
RELEASE ?= bookworm
bench:
	$(Q)tests/packages build
	$(Q)$(MAKE) --no-print-directory tree
	$(Q)bench/run $(RELEASE) $(FIGURE)

# The relay's engine alone, natively: instructions for each message, against those in bench/instructions.
bench-relay: $(BUILD)/bench/engine $(BUILD)/bench/rounds $(BUILD)/bench/streams
	$(Q)tests/packages check
	$(Q)bench/relay --build $(BUILD)

# How large messages best get into a file: a trial, natively.
VOLUME ?= $(BUILD)/bench/volume.out
bench-volume: $(BUILD)/bench/volume
	$(Q)$(BUILD)/bench/volume $(VOLUME)
# What puts the frames of many CPUs in order: a trial, too.
bench-trees: $(BUILD)/bench/trees
	$(Q)for cpus in 4 64 1024; do echo "$$cpus CPUs: $$($< $$cpus)"; done
$(BUILD)/bench/volume $(BUILD)/bench/trees: $(BUILD)/bench/%: $(BUILD)/obj/bench/%.o
	$(Q)mkdir -p $(@D)
	$(link) $^ $(to)

$(BUILD)/bench/engine $(BUILD)/bench/rounds: $(BUILD)/bench/%: $(BUILD)/obj/bench/%.o $(BUILD)/testable.a
	$(Q)mkdir -p $(@D)
	$(link) $^ $(STAPRUN_LIBS) $(STAPIO_LIBS) $(to)
$(BUILD)/bench/streams: $(call objects,bench/streams.c $(filter-out %/simmod.c %/folder.c,$(wildcard tests/sim/*.c)) common/dialect.c common/dialect_session.c staprun/messages.c)
	$(Q)mkdir -p $(@D)
	$(link) $^ -pthread $(to)

include tests/fuzz/rules.mk
include tests/mutants/rules.mk

# A case is a function's inside, its words are elsewhere, it sets and reads what these do, and its conditions are evaluated
# by others. Its letters are a to z, in words that each tr knows.
NOT_IN_CASES = SC2168,SC1091,SC2154,SC2034,SC2016,SC2317,SC2018
lint:
	$(Q)tests/packages lint
	$(Q)$(MAKE) --no-print-directory check-form
	$(Q)printf '%s\n' $(filter-out tests/security/%,$(filter %.c,$(C_FILES))) | \
		xargs -P 2 -I {} clang-tidy --quiet --warnings-as-errors='*' {} -- -std=gnu11 $(DEFINES)
	$(Q)printf '%s\n' $(wildcard tests/security/*.c) | \
		xargs -I {} clang-tidy --quiet --warnings-as-errors='*' {} -- -std=gnu11 -D_GNU_SOURCE -I.
	$(Q)shellcheck -x -P SCRIPTDIR $(SCRIPTS)
	$(Q)shellcheck -s bash -e $(NOT_IN_CASES) tests/*/cases/*.sh
	$(Q)$(MAKE) --no-print-directory all && tests/reach $(BUILD) && tests/names $(BUILD)

# The module that tests/sim simulates, and what its cases pause by.
$(BUILD)/simmod: $(call objects,$(wildcard tests/sim/*.c) common/dialect.c common/dialect_session.c staprun/messages.c) | $(BUILD)/pauser
	$(link) $^ $(shell pkg-config --libs fuse3) -pthread $(to)
$(BUILD)/pauser: $(BUILD)/obj/tests/pauser.o
	$(call say,LD)$(CC) $(HARDEN_LD) $(LDFLAGS) $^ $(to)
$(BUILD)/obj/tests/sim/%.o: DEFINES += $(shell pkg-config --cflags fuse3 2>/dev/null) -Wno-conversion

# What lets one system call fail. (No analyser knows the file that is made for it.)
FAULT_SRC = $(wildcard tests/faults/*.c)
$(BUILD)/fault: $(FAULT_SRC) $(wildcard tests/faults/*.h)
	$(Q)mkdir -p $(BUILD)/faults
	$(Q)echo '#include <sys/syscall.h>' | $(CC) -E -dM - | sed -n 's/^#define SYS_\([a-z0-9_]*\) .*/{"\1", SYS_\1},/p' >$(BUILD)/faults/calls.h
	$(call say,CC)$(CC) $(CFLAGS) -std=gnu11 -D_GNU_SOURCE -I. -I$(BUILD)/faults $(WARNINGS) -Wno-conversion $(FAULT_SRC) $(to)

.PHONY: check check-all check-guests check-unit check-form check-peer check-faults check-asan check-tsan check-valgrind check-matrix \
	check-builds check-cross check-stap check-systemd check-fleet check-deb coverage soak unit rpm deb deb-cross tree demo \
	bench bench-relay bench-volume bench-trees fuzz mutants lint
