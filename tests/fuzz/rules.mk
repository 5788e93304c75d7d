# SPDX-License-Identifier: GPL-2.0-or-later
# The fuzzers: tests/fuzz/NAME_fuzz.c, linked with all of our code. Their seeds, and what they found, are in
# tests/fuzz/seeds/NAME: check-unit replays them with the usual compiler, "make fuzz" begins with them.

FUZZERS = $(patsubst tests/fuzz/%_fuzz.c,%,$(filter-out $(NOT_BUILT),$(wildcard tests/fuzz/*_fuzz.c)))

# MINUTES of each of them (or of FUZZ= some), side by side, at the lowest priority; a finding stays in $(BUILD)/fuzz, and fails.
MINUTES ?= 10
FUZZ ?= $(FUZZERS)
fuzz: $(BUILD)/fuzz/built.stamp
	$(Q)tests/fuzz/run $(BUILD)/fuzz $(MINUTES) $(FUZZ)

# One may put its own in the place of a part: that comes first.
FUZZ_WORLD = $(addprefix tests/,fuzz/replay.c stream/world.c stream/files.c stream/printing.c stream/merge_world.c) $(PRINTING)
FUZZ_LINK  = $(HARDEN_LD) $(LDFLAGS) -Wl,--allow-multiple-definition $(filter %.o,$^) $(MUTABLE) $(filter-out %.o,$^) $(STAPRUN_LIBS) $(STAPIO_LIBS) -ldl $(to)

# Our code once more, for the fuzzers to see where they come, and for the sanitizers.
FUZZ_SANITIZERS = address,undefined -fno-sanitize-recover=all
$(BUILD)/fuzz/built.stamp: $(wildcard */*.[ch] tests/fuzz/*.[ch] tests/stream/* tests/sim/*.[ch])
	$(Q)tests/packages fuzz && mkdir -p $(@D)
	$(Q)+$(MAKE) --no-print-directory BUILD=$(BUILD)/fuzz/built CC=clang WARNINGS= CFLAGS='-O1 -g' HARDEN='-fPIE -fsanitize=fuzzer-no-link,$(FUZZ_SANITIZERS)' \
		HARDEN_LD='-pie -fsanitize=fuzzer,$(FUZZ_SANITIZERS)' $(FUZZERS:%=$(BUILD)/fuzz/built/fuzzers/%)
	$(Q)touch $@

$(FUZZERS:%=$(BUILD)/fuzzers/%): $(BUILD)/fuzzers/%: $(BUILD)/obj/tests/fuzz/%_fuzz.o $(call objects,$(filter-out %/replay.c,$(FUZZ_WORLD))) $(BUILD)/testable.a
	$(Q)mkdir -p $(@D)
	$(call say,LD)$(CC) $(FUZZ_LINK)

REPLAYS = $(FUZZERS:%=$(BUILD)/unit/%_replay)
$(REPLAYS): $(BUILD)/unit/%_replay: $(BUILD)/obj/tests/fuzz/%_fuzz.o $(call objects,$(FUZZ_WORLD)) $(BUILD)/testable.$(TESTABLE_AS)
	$(Q)mkdir -p $(@D)
	$(call say,LD)$(CC) -rdynamic $(FUZZ_LINK)
$(REPLAYS:=.passed): $(BUILD)/unit/%_replay.passed: $(BUILD)/unit/%_replay $(wildcard tests/fuzz/seeds/*/*)
	$(call say,TEST)$(RUNNER) $< tests/fuzz/seeds/$*/* >$@.log 2>&1 || { cat $@.log; exit 1; }
	$(Q)mv $@.log $@
check-unit: $(REPLAYS:=.passed)
