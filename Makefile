# SPDX-License-Identifier: GPL-2.0-or-later
# staprun: make, make install, make check, make demo; see README.md. V=1 shows the commands.

PREFIX     ?= /usr/local
BINDIR     ?= $(PREFIX)/bin
SBINDIR    ?= $(PREFIX)/sbin
LIBEXECDIR ?= $(PREFIX)/libexec/systemtap
MANDIR     ?= $(PREFIX)/share/man
BUILD      ?= build
CC         ?= gcc
# Monitor mode (-M) in stapio, which takes ncurses and json-c. MONITOR=0 leaves it out.
MONITOR    ?= 1
VERSION    := $(shell sed -n 's/^.define VERSION "\(.*\)"/\1/p' stapio/version.h)

# What the user gives (CFLAGS, LDFLAGS) comes last and wins; what the code needs stays out of it.
CFLAGS     ?= -O2 -g
WARNINGS    = -Wall -Wextra -Wformat -Wformat-security -Wshadow -Wstrict-prototypes \
              -Wmissing-prototypes -Wundef -Wvla -Wwrite-strings -Wconversion -Wno-sign-conversion
HARDEN      = -fPIE -fstack-protector-strong -fstack-clash-protection -fcf-protection \
              -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2 -ftrivial-auto-var-init=zero
HARDEN_LD   = -pie -Wl,-z,relro,-z,now,-z,noexecstack,-z,separate-code,--as-needed
SANITIZERS  = -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
# Only headers of NSS: the library is loaded where signatures are checked, see helper/signature.c.
NSS_CFLAGS := $(patsubst -I%,-isystem %,$(shell pkg-config --cflags nss 2>/dev/null))
# A helper made with other headers would take staprun's memory for something else.
HELPER_KEY := $(shell cat helper/entries.h common/*.h staprun/*.h | sha256sum | cut -c1-16)
DEFINES     = -D_GNU_SOURCE -I. $(NSS_CFLAGS) -DSTAPRUN_PATH='"$(BINDIR)/staprun"' \
              -DSTAPIO_PATH='"$(LIBEXECDIR)/stapio"' -DHELPER_PATH='"$(LIBEXECDIR)/staprun-helper.so"' -DHELPER_KEY='"$(HELPER_KEY)"'

COMMON_SRC  := $(wildcard common/*.c) $(EXTRA_SRC)
STAPRUN_SRC := $(wildcard staprun/*.c) $(COMMON_SRC)
HELPER_SRC  := $(wildcard helper/*.c)
MONITOR_SRC := stapio/monitor.c stapio/monitor_status.c stapio/monitor_view.c stapio/pane.c \
               stapio/terminal.c
NOT_BUILT   := $(if $(filter 0,$(MONITOR)),$(MONITOR_SRC) tests/unit/monitor_status_test.c \
               tests/unit/pane_test.c,stapio/no_monitor.c)
STAPIO_SRC  := $(filter-out $(NOT_BUILT),$(wildcard stapio/*.c)) $(COMMON_SRC)
MERGE_SRC   := $(wildcard stap-merge/*.c) stapio/frame.c stapio/merge.c common/report.c $(EXTRA_SRC)
STAPRUN_LIBS = -lcap
HELPER_LIBS  = -lelf
STAPIO_LIBS  = -pthread $(if $(filter 0,$(MONITOR)),,-lncursesw -ljson-c)
UNIT_TESTS  := $(patsubst tests/unit/%.c,$(BUILD)/unit/%,$(filter-out $(NOT_BUILT),$(wildcard tests/unit/*_test.c)))
C_FILES     := $(wildcard common/*.[ch] staprun/*.[ch] helper/*.[ch] stapio/*.[ch] stap-merge/*.[ch] tests/unit/*.[ch] tests/fuzz/*.[ch] \
               tests/sim/*.[ch] tests/security/*.[ch] tests/vm/guest/*.[ch] bench/*.[ch])
SCRIPTS     := tests/packages bench/run bench/guest bench/relay tests/monitor tests/check staprun/staprun-authorize tests/sim/run tests/security/run tests/peer/run tests/peer/judge tests/peer/guest tests/peer/words.sh $(wildcard tests/vm/lib.sh tests/vm/boot tests/vm/demo tests/vm/enrolled tests/vm/enter \
               tests/vm/kmod tests/vm/module tests/vm/overlay tests/vm/release tests/vm/serve tests/vm/sign tests/vm/suite) \
               tests/matrix tests/stap/run tests/stap/guest tests/stap/inside $(wildcard tests/stap/bin/*) tests/deb/run \
               tests/deb/guest tests/deb/inside tests/vm/disk debian/preinst debian/postinst debian/postrm

Q   = $(if $(V),,@)
say = $(if $(V),,@echo "  $(1)	$(@:$(BUILD)/%=%)";)

all: $(BUILD)/staprun $(BUILD)/staprun-helper.so $(BUILD)/stapio $(BUILD)/stap-merge

# --- Building -----------------------------------------------------------------------------------

# A file that is there is whole, also when a make was killed.
to = -o $@.new && mv $@.new $@

objects = $(patsubst %.c,$(BUILD)/obj/%.o,$(1))

# The flags are an input, too: paths are compiled in.
FLAGS = $(CC) $(DEFINES) $(WARNINGS) $(HARDEN) $(CFLAGS) MONITOR=$(MONITOR)
$(BUILD)/flags: force
	$(Q)mkdir -p $(@D)
	$(Q)echo '$(subst ','\'',$(FLAGS))' | cmp -s - $@ || echo '$(subst ','\'',$(FLAGS))' >$@

$(BUILD)/obj/%.o: %.c $(BUILD)/flags
	$(Q)mkdir -p $(@D)
	$(call say,CC)$(CC) -std=gnu11 $(DEFINES) $(WARNINGS) $(HARDEN) $(SHARED) -MMD -MP -MT $@ -MF $(@:.o=.d).new $(CFLAGS) -c $< -o $@.new \
		&& mv $(@:.o=.d).new $(@:.o=.d) && mv $@.new $@

# It lends the helper what that uses, and no other function.
$(BUILD)/staprun: $(call objects,$(STAPRUN_SRC)) $(call objects,$(HELPER_SRC))
	$(call say,LD)$(CC) $(HARDEN_LD) $(LDFLAGS) $(filter-out $(BUILD)/obj/helper/%,$^) $(STAPRUN_LIBS) \
		$$(nm -u $(filter $(BUILD)/obj/helper/%,$^) | sed -n 's/^ *U /-Wl,--export-dynamic-symbol=/p' | sort -u) $(to)

# Only its entries are to be seen: helper/entries.h.
$(call objects,$(HELPER_SRC)): SHARED = -fPIC -fvisibility=hidden
$(BUILD)/staprun-helper.so: $(call objects,$(HELPER_SRC))
	$(call say,LD)$(CC) $(filter-out -pie,$(HARDEN_LD)) -shared $(LDFLAGS) $^ $(HELPER_LIBS) $(to)

$(BUILD)/stapio: $(call objects,$(STAPIO_SRC))
	$(call say,LD)$(CC) $(HARDEN_LD) $(LDFLAGS) $^ $(STAPIO_LIBS) $(to)

$(BUILD)/stap-merge: $(call objects,$(MERGE_SRC))
	$(call say,LD)$(CC) $(HARDEN_LD) $(LDFLAGS) $^ $(to)

-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)

# --- Installing ---------------------------------------------------------------------------------

install: all
	$(Q)install -d $(DESTDIR)$(BINDIR) $(DESTDIR)$(SBINDIR) $(DESTDIR)$(LIBEXECDIR) $(DESTDIR)$(MANDIR)/man1 $(DESTDIR)$(MANDIR)/man8
	$(Q)install -m 755 $(BUILD)/stapio $(DESTDIR)$(LIBEXECDIR)/stapio
	$(Q)install -m 644 $(BUILD)/staprun-helper.so $(DESTDIR)$(LIBEXECDIR)/staprun-helper.so
	$(Q)install -m 755 $(BUILD)/stap-merge $(DESTDIR)$(BINDIR)/stap-merge
	$(Q)install -m 755 staprun/staprun-authorize $(DESTDIR)$(SBINDIR)/staprun-authorize
	$(Q)install -m 644 man/stap-merge.1 $(DESTDIR)$(MANDIR)/man1
	$(Q)install -m 644 man/staprun.8 man/stapio.8 man/staprun-authorize.8 $(DESTDIR)$(MANDIR)/man8
	$(Q)install -m 755 $(BUILD)/staprun $(DESTDIR)$(BINDIR)/staprun
	$(Q)if [ "$$(id -u)" != 0 ]; then \
		echo "Not root: staprun is installed without its rights. As root:"; \
		echo "  chown root: $(LIBEXECDIR) $(LIBEXECDIR)/*"; \
		echo "  chown root:stapusr $(BINDIR)/staprun && chmod 04110 $(BINDIR)/staprun"; \
	elif chgrp stapusr $(DESTDIR)$(BINDIR)/staprun 2>/dev/null; then \
		chmod 04110 $(DESTDIR)$(BINDIR)/staprun; \
	else \
		chmod 0700 $(DESTDIR)$(BINDIR)/staprun; \
		echo "There is no group stapusr: only root can use staprun. To let others use it:"; \
		echo "  for g in stapusr stapsys stapdev; do groupadd --system \$$g; done"; \
		echo "  chgrp stapusr $(BINDIR)/staprun && chmod 04110 $(BINDIR)/staprun"; \
	fi

uninstall:
	$(Q)rm -f $(DESTDIR)$(BINDIR)/staprun $(DESTDIR)$(BINDIR)/stap-merge $(DESTDIR)$(SBINDIR)/staprun-authorize \
		$(DESTDIR)$(LIBEXECDIR)/stapio $(DESTDIR)$(LIBEXECDIR)/staprun-helper.so $(DESTDIR)$(MANDIR)/man8/staprun.8 \
		$(DESTDIR)$(MANDIR)/man8/stapio.8 $(DESTDIR)$(MANDIR)/man8/staprun-authorize.8 $(DESTDIR)$(MANDIR)/man1/stap-merge.1
	$(Q)rmdir $(DESTDIR)$(LIBEXECDIR) 2>/dev/null || true

# --- Checking -----------------------------------------------------------------------------------

# TEST: a test of tests/unit (policy_test), or the name of cases in the other suites (hello).
TEST ?=
check:
	$(Q)tests/packages check
	$(Q)$(MAKE) --no-print-directory -j$$(nproc) WARNINGS='$(WARNINGS) -Werror' \
		$(if $(wildcard tests/unit/$(TEST).c),$(BUILD)/unit/$(TEST).passed,check-all)

check-all: tree $(BUILD)/simmod $(BUILD)/bench/engine $(BUILD)/bench/streams
	$(Q)+tests/check $(TEST)

check-unit: $(UNIT_TESTS:=.passed)

check-form:
	$(Q)clang-format --dry-run -Werror $(C_FILES)
	$(Q)mandoc -T lint -W warning man/*.[18]

# What Debian's own staprun and ours do, scenario by scenario; the table tests/peer/differences says where not the same.
check-peer:
	$(Q)tests/packages check
	$(Q)$(MAKE) --no-print-directory tree
	$(Q)tests/peer/run $(RELEASE)

# The suites with sanitizers, in the guest too. They replace what hardens a normal build.
check-asan:
	$(Q)tests/packages check
	$(Q)$(MAKE) --no-print-directory BUILD=build/asan WARNINGS='$(WARNINGS) -Werror' \
		HARDEN='-fPIE $(SANITIZERS)' HARDEN_LD='-pie $(SANITIZERS)' CFLAGS='-O1 -g' EXTRA_SRC=tests/asan_options.c check-unit tree
	$(Q)$(MAKE) --no-print-directory $(BUILD)/simmod
	$(Q)tests/sim/run --stapio build/asan/stapio --simmod $(BUILD)/simmod
	$(Q)tests/monitor --stapio build/asan/stapio --simmod $(BUILD)/simmod
	$(Q)tests/vm/suite bookworm --tree build/asan/tree
	$(Q)tests/vm/suite trixie --tree build/asan/tree

# stapio on the simulated module, with what finds races and stray memory accesses.
check-tsan:
	$(Q)tests/packages check
	$(Q)$(MAKE) --no-print-directory BUILD=build/tsan HARDEN='-fPIE -fsanitize=thread' \
		HARDEN_LD='-pie -fsanitize=thread' CFLAGS='-O1 -g' build/tsan/stapio
	$(Q)$(MAKE) --no-print-directory $(BUILD)/simmod
	$(Q)tests/sim/run --stapio build/tsan/stapio

check-valgrind:
	$(Q)tests/packages check
	$(Q)$(MAKE) --no-print-directory $(BUILD)/stapio $(BUILD)/simmod
	$(Q)tests/sim/run --valgrind

# The end-to-end suite on every release of Debian, with one build of our programs.
check-matrix:
	$(Q)tests/packages build
	$(Q)$(MAKE) --no-print-directory tree
	$(Q)tests/matrix --tree $(BUILD)/tree

# stap of RELEASE with our staprun: named by SYSTEMTAP_STAPRUN, and in the place of its own.
check-stap:
	$(Q)tests/packages build
	$(Q)$(MAKE) --no-print-directory tree
	$(Q)$(MAKE) --no-print-directory BUILD=$(BUILD)/in-place PREFIX=/usr LIBEXECDIR=/usr/lib/systemtap tree
	$(Q)tests/stap/run $(RELEASE) $(BUILD)/tree $(BUILD)/in-place/tree

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

check-deb: deb
	$(Q)$(MAKE) --no-print-directory tree
	$(Q)tests/deb/run $(RELEASE) $(BUILD)/deb/staprun_$(VERSION)_*.deb $(BUILD)/tree

# What a guest gets: an installation in a folder.
tree: all
	$(Q)rm -rf $(BUILD)/tree
	$(Q)$(MAKE) --no-print-directory -s install DESTDIR=$(BUILD)/tree PREFIX=$(PREFIX) >/dev/null
	$(Q)chmod 04110 $(BUILD)/tree$(BINDIR)/staprun

$(BUILD)/unit/%.passed: $(BUILD)/unit/%
	$(call say,TEST)$< >$@.log 2>&1 || { cat $@.log; exit 1; }
	$(Q)sed -n '/PASSED/p' $@.log; mv $@.log $@

# A unit test has everything at hand but the programs' main(), and may put its own in the place of a part. Its symbols can
# be seen as those of a shared object: it is its own helper.
TESTABLE = $(filter-out %/main.o,$(call objects,$(sort $(STAPRUN_SRC) $(HELPER_SRC) $(STAPIO_SRC) $(MERGE_SRC))))
$(BUILD)/testable.a: $(TESTABLE)
	$(call say,AR)rm -f $@.new && $(AR) rcs $@.new $^ && mv $@.new $@

$(BUILD)/unit/overflow_test: $(call objects,tests/sim/module.c tests/sim/ring.c)
$(BUILD)/unit/%: $(BUILD)/obj/tests/unit/%.o $(BUILD)/testable.a
	$(Q)mkdir -p $(@D)
	$(call say,LD)$(CC) $(HARDEN_LD) $(LDFLAGS) -rdynamic $(filter %.o,$^) $(filter %.a,$^) $(STAPRUN_LIBS) $(HELPER_LIBS) $(STAPIO_LIBS) -lcmocka $(to)

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
bench-relay: $(BUILD)/bench/engine $(BUILD)/bench/streams
	$(Q)tests/packages check
	$(Q)bench/relay --build $(BUILD)

$(BUILD)/bench/engine: $(BUILD)/obj/bench/engine.o $(BUILD)/testable.a
	$(Q)mkdir -p $(@D)
	$(call say,LD)$(CC) $(HARDEN_LD) $(LDFLAGS) $^ $(STAPRUN_LIBS) $(STAPIO_LIBS) $(to)
$(BUILD)/bench/streams: $(call objects,bench/streams.c $(filter-out %/simmod.c,$(wildcard tests/sim/*.c)) common/dialect.c)
	$(Q)mkdir -p $(@D)
	$(call say,LD)$(CC) $(HARDEN_LD) $(LDFLAGS) $^ -pthread $(to)

# Both fuzzers, MINUTES each, on one core; a finding stays in $(BUILD)/fuzz and fails.
MINUTES ?= 10
FUZZ = $(BUILD)/fuzz/module_image $(BUILD)/fuzz/signature
fuzz: $(FUZZ)
	$(Q)mkdir -p $(BUILD)/fuzz/module_image.seeds $(BUILD)/fuzz/signature.seeds
	$(Q)gcc -c tests/fuzz/module.S -o $(BUILD)/fuzz/module_image.seeds/smallest
	$(Q)cp tests/data/signature/*.sgn $(BUILD)/fuzz/signature.seeds
	$(Q)for f in $(FUZZ); do \
		echo "==> $$f, $(MINUTES) minutes" && $$f -artifact_prefix=$(BUILD)/fuzz/ \
			-max_total_time=$$(($(MINUTES) * 60)) -print_final_stats=1 $$f.seeds 2>$$f.log || \
			{ tail -n 30 $$f.log; exit 1; }; tail -n 8 $$f.log; done

FUZZ_FLAGS = -std=gnu11 $(DEFINES) -g -O1 -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=all
$(BUILD)/fuzz/module_image: tests/fuzz/module_image_fuzz.c helper/module.c helper/filter.c staprun/module_image.c \
		common/module_name.c common/report.c
	$(Q)tests/packages fuzz && mkdir -p $(@D)
	$(call say,FUZZ)clang $(FUZZ_FLAGS) $^ $(HELPER_LIBS) -o $@
$(BUILD)/fuzz/signature: tests/fuzz/signature_fuzz.c helper/signature.c
	$(Q)tests/packages fuzz && mkdir -p $(@D)
	$(call say,FUZZ)clang $(FUZZ_FLAGS) $< -ldl -o $@

lint:
	$(Q)tests/packages lint
	$(Q)clang-format --dry-run -Werror $(C_FILES)
	$(Q)printf '%s\n' $(filter-out tests/security/%,$(filter %.c,$(C_FILES))) | \
		xargs -P 2 -I FILE clang-tidy --quiet --warnings-as-errors='*' FILE -- -std=gnu11 $(DEFINES)
	$(Q)printf '%s\n' $(wildcard tests/security/*.c) | \
		xargs -I FILE clang-tidy --quiet --warnings-as-errors='*' FILE -- -std=gnu11 -D_GNU_SOURCE -I.
	$(Q)shellcheck -x -P SCRIPTDIR $(SCRIPTS)

dist:
	$(Q)mkdir -p $(BUILD)
	$(Q)git archive --prefix=staprun-$(VERSION)/ HEAD | gzip -n9 >$(BUILD)/staprun-$(VERSION).tar.gz
	$(Q)echo $(BUILD)/staprun-$(VERSION).tar.gz

# The module that tests/sim simulates.
$(BUILD)/simmod: $(call objects,$(wildcard tests/sim/*.c) common/dialect.c)
	$(call say,LD)$(CC) $(HARDEN_LD) $(LDFLAGS) $^ $(shell pkg-config --libs fuse3) -pthread $(to)
$(BUILD)/obj/tests/sim/%.o: DEFINES += $(shell pkg-config --cflags fuse3 2>/dev/null) -Wno-conversion

clean:
	$(Q)rm -rf $(BUILD)

.PHONY: all install uninstall check check-all check-matrix check-stap deb check-deb check-unit check-form check-peer check-asan check-tsan check-valgrind tree demo bench bench-relay fuzz lint dist clean force
.SECONDARY:
