# SPDX-License-Identifier: GPL-2.0-or-later
# What "make mutants" runs: the unit tests and stapio, linked with a library of all of our code. Before that one comes a
# library that has nothing in it, in the place of which a mutant is put when they start: so a mutant costs one compilation.

# Small changes to our code, one at a time: does a test notice? SAMPLE=n tries each nth, FILES= those alone, LIVED=1 those that
# lived the last time.
SAMPLE ?= 1
mutants:
	$(Q)tests/packages check
	$(Q)$(MAKE) --no-print-directory BUILD=$(BUILD)/mutants WARNINGS=-w HARDEN=-fPIC HARDEN_LD= CFLAGS=-O2 \
		TESTABLE_AS=so $(patsubst $(BUILD)/%,$(BUILD)/mutants/%,$(UNIT_TESTS) $(REPLAYS) $(BUILD)/shared/stapio $(BUILD)/simmod)
	$(Q)nice -n 19 tests/mutants/run --sample $(SAMPLE) $(if $(LIVED),--lived) $(BUILD)/mutants $(FILES)

MUTABLE     = $(if $(filter so,$(TESTABLE_AS)),$(WITH_MUTANT) $(BUILD)/libmutant.so)
WITH_MUTANT = -Wl,--no-as-needed -Wl,-rpath,$(abspath $(BUILD))
$(BUILD)/libmutant.so:
	$(Q)mkdir -p $(@D)
	$(call say,LD)$(CC) -shared -Wl,-soname,libmutant.so -x c /dev/null $(to)
$(BUILD)/testable.so: $(BUILD)/libmutant.so $(BUILD)/testable.a
	$(call say,LD)$(CC) -shared -Wl,-soname,testable.so -Wl,--whole-archive $(BUILD)/testable.a -Wl,--no-whole-archive \
		$(STAPRUN_LIBS) $(STAPIO_LIBS) -lutil $(to)
$(BUILD)/shared/stapio: $(BUILD)/obj/stapio/main.o $(BUILD)/testable.so
	$(Q)mkdir -p $(@D)
	$(call say,LD)$(CC) $< $(WITH_MUTANT) $(BUILD)/libmutant.so $(BUILD)/testable.so $(STAPIO_LIBS) $(to)
