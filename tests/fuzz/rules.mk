# SPDX-License-Identifier: GPL-2.0-or-later
# The fuzzers: tests/fuzz/NAME_fuzz.c, and what each is linked with. Their seeds, and what they found, are in
# tests/fuzz/seeds/NAME (or FUZZ_SEEDS_NAME): check-unit replays them with the usual compiler, "make fuzz" begins with them.

FUZZERS = $(patsubst tests/fuzz/%_fuzz.c,%,$(wildcard tests/fuzz/*_fuzz.c))
FUZZ_frames       = tests/stream/world.c tests/sim/module.c tests/sim/ring.c stream/frame.c stream/subbufs.c stream/merge.c common/dialect.c
FUZZ_merge        = tests/stream/merge_world.c stream/frame.c stream/subbufs.c stream/merge.c
FUZZ_series       = stap-merge/series.c stream/frame.c stream/subbufs.c stream/merge.c common/report.c common/printable.c
FUZZ_control      = stapio/receive.c $(addprefix common/,compat.c control.c dialect.c printable.c report.c transport.c)
FUZZ_request      = staprun/handover.c common/module_name.c
FUZZ_outcome      = $(wildcard stapio/words*.c) $(addprefix stapio/,sentence.c nearest.c) $(addprefix common/,module_name.c transport.c)
FUZZ_options      = $(addprefix stapio/,options.c option_table.c usage.c nearest.c) $(addprefix common/,number.c module_name.c)
FUZZ_file_name    = relay/outfile_name.c common/number.c
FUZZ_colors       = common/report.c common/printable.c
FUZZ_status       = monitor/status.c -ljson-c
FUZZ_kallsyms     = helper/kallsyms.c helper/filter.c common/seccomp.c
FUZZ_parameters   = $(addprefix stapio/,parameters.c nearest.c) common/report.c common/printable.c
FUZZ_module_image = helper/elf.c helper/filter.c helper/sha256.c staprun/module_image.c common/module_name.c common/seccomp.c -lelf
FUZZ_signature    = -ldl
FUZZ_SEEDS_signature = tests/data/signature/*.sgn

# MINUTES of each of them (or of FUZZ= some), side by side, at the lowest priority; a finding stays in $(BUILD)/fuzz, and fails.
MINUTES ?= 10
FUZZ ?= $(FUZZERS)
fuzz: $(FUZZ:%=$(BUILD)/fuzz/%)
	$(Q)tests/fuzz/run $(BUILD)/fuzz $(MINUTES) $(FUZZ)

FUZZ_FLAGS = -std=gnu11 $(DEFINES) -g -O1 -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=all
$(FUZZERS:%=$(BUILD)/fuzz/%): $(BUILD)/fuzz/%: tests/fuzz/%_fuzz.c tests/fuzz/numbers.h $(wildcard */*.[ch] tests/stream/* tests/sim/ring.*)
	$(Q)tests/packages fuzz && mkdir -p $(@D)
	$(call say,FUZZ)clang $(FUZZ_FLAGS) $< $(FUZZ_$*) -o $@

REPLAYS = $(FUZZERS:%=$(BUILD)/unit/%_replay)
$(REPLAYS): $(BUILD)/unit/%_replay: $(BUILD)/obj/tests/fuzz/%_fuzz.o $(call objects,tests/fuzz/replay.c tests/stream/world.c tests/stream/merge_world.c tests/sim/module.c tests/sim/ring.c) $(BUILD)/testable.a
	$(Q)mkdir -p $(@D)
	$(call say,LD)$(CC) $(HARDEN_LD) $(LDFLAGS) -rdynamic $^ $(STAPRUN_LIBS) $(STAPIO_LIBS) $(to)
$(REPLAYS:=.passed): $(BUILD)/unit/%_replay.passed: $(BUILD)/unit/%_replay $(wildcard tests/fuzz/seeds/*/*)
	$(call say,TEST)$(RUNNER) $< $(or $(FUZZ_SEEDS_$*),tests/fuzz/seeds/$*/*) >$@.log 2>&1 || { cat $@.log; exit 1; }
	$(Q)mv $@.log $@
check-unit: $(REPLAYS:=.passed)
