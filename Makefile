# SPDX-License-Identifier: GPL-2.0-or-later
# staprun: make, make install, make check, make demo; see README.md. V=1 shows the commands.

PREFIX     ?= /usr/local
BINDIR     ?= $(PREFIX)/bin
SBINDIR    ?= $(PREFIX)/sbin
LIBEXECDIR ?= $(PREFIX)/libexec/systemtap
MANDIR     ?= $(PREFIX)/share/man
DATADIR    ?= $(PREFIX)/share
DOCDIR     ?= $(DATADIR)/doc/staprun
ZSHDIR     ?= $(DATADIR)/zsh/site-functions
UNITDIR    ?= $(PREFIX)/lib/systemd/system
SYSUSERSDIR ?= $(PREFIX)/lib/sysusers.d
BUILD      ?= build
PKG_CONFIG ?= pkg-config
# Monitor mode (-M) in stapio, which takes ncurses and json-c. MONITOR=0 leaves it out.
MONITOR    ?= 1
VERSION    := $(shell sed -n 's/^.define VERSION "\(.*\)"/\1/p' common/version.h)

# What the user gives (CFLAGS, LDFLAGS) comes last and wins; what the code needs stays out of it.
CFLAGS     ?= -O2 -g
WARNINGS    = -Wall -Wextra -Wformat -Wformat-security -Wshadow -Wstrict-prototypes \
              -Wmissing-prototypes -Wundef -Wvla -Wwrite-strings -Wconversion -Wno-sign-conversion
# What the compiler may not know is asked for, once (scripts/takes): not each machine has each of these.
HARDEN      = -fPIE '-ffile-prefix-map=$(CURDIR)=.' $(if $(findstring _FORTIFY_SOURCE,$(CFLAGS)),,-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2) $(TAKEN)
HARDEN_LD   = -pie $(TAKEN_LD)
COMPILER   := $(BUILD)/compiler-$(shell { $(CC) --version; echo '$(CC) $(CFLAGS) $(LDFLAGS)'; } 2>&1 | cksum | tr -d ' ').mk
ifeq ($(filter clean dist uninstall,$(MAKECMDGOALS)),)
include $(COMPILER)
endif
# Only headers of NSS: the library is loaded where signatures are checked, see helper/signature.c.
NSS_CFLAGS := $(patsubst -I%,-isystem %,$(shell $(PKG_CONFIG) --cflags nss 2>/dev/null))
DEFINES     = -D_GNU_SOURCE -D_FILE_OFFSET_BITS=64 -DNCURSES_WIDECHAR=1 -I. $(NSS_CFLAGS) -DSTAPRUN_PATH='"$(BINDIR)/staprun"' \
              -DSTAPIO_PATH='"$(LIBEXECDIR)/stapio"'

COMMON_SRC  := $(wildcard common/*.c) $(EXTRA_SRC)
STAPRUN_SRC := $(wildcard staprun/*.c helper/*.c) $(addprefix common/,calls.c compat.c control.c dialect.c module_name.c \
               signals.c small_file.c) $(EXTRA_SRC)
NOT_BUILT   := $(if $(filter 0,$(MONITOR)),$(filter-out monitor/none.c,$(wildcard monitor/*.c)) \
               tests/unit/monitor_status_test.c tests/unit/pane_test.c tests/unit/rates_test.c tests/unit/sequence_test.c tests/fuzz/status_fuzz.c,monitor/none.c)
STREAM_SRC  := $(wildcard stream/*.c)
STAPIO_SRC  := $(filter-out $(NOT_BUILT),$(wildcard $(addsuffix /*.c,stapio words options stats monitor relay))) $(STREAM_SRC) $(COMMON_SRC)
MERGE_SRC   := $(wildcard stap-merge/*.c) $(STREAM_SRC) common/report.c common/printable.c $(EXTRA_SRC)
# dlopen() is in libc only since glibc 2.34. libc comes first, as most of what is looked for when a program starts is in it.
STAPRUN_LIBS = -lc -lcap -lelf -ldl
STAPIO_LIBS  = -lc -pthread -lrt -lzstd $(if $(filter 0,$(MONITOR)),,-lncursesw -ljson-c)

Q   = $(if $(V),,@)
say = $(if $(V),,@echo "  $(1)	$(@:$(BUILD)/%=%)";)

all: $(BUILD)/staprun $(BUILD)/stapio $(BUILD)/stap-merge

# --- Building -----------------------------------------------------------------------------------

# A file that is there is whole, also when a make was killed.
to = -o $@.new && mv $@.new $@

$(COMPILER): scripts/takes
	$(Q)mkdir -p $(@D)
	$(call say,ASK)CC='$(CC)' CFLAGS='$(CFLAGS)' LDFLAGS='$(LDFLAGS)' scripts/takes >$@.new && mv $@.new $@

objects = $(patsubst %.c,$(BUILD)/obj/%.o,$(1))

# The flags are an input, too: paths are compiled in. What compiled without a warning need not be again for -Werror.
FLAGS = $(CC) $(DEFINES) $(filter-out -Werror,$(WARNINGS)) $(HARDEN) $(CFLAGS) MONITOR=$(MONITOR)
$(BUILD)/flags: force
	$(Q)mkdir -p $(@D)
	$(Q)[ "$$(cat $@ 2>&1)" = '$(subst ','\'',$(FLAGS))' ] || printf '%s\n' '$(subst ','\'',$(FLAGS))' >$@

$(BUILD)/obj/%.o: %.c $(BUILD)/flags
	$(Q)mkdir -p $(@D)
	$(call say,CC)$(CC) -std=gnu11 $(DEFINES) $(WARNINGS) $(HARDEN) -MMD -MP -MT $@ -MF $(@:.o=.d).new $(CFLAGS) -c $< -o $@.new \
		&& mv $(@:.o=.d).new $(@:.o=.d) && mv $@.new $@

link = $(call say,LD)$(CC) $(HARDEN_LD) $(LDFLAGS)
$(BUILD)/staprun: $(call objects,$(STAPRUN_SRC))
	$(link) $^ $(STAPRUN_LIBS) $(to)
$(BUILD)/stapio: $(call objects,$(STAPIO_SRC))
	$(link) $^ $(STAPIO_LIBS) $(to)
$(BUILD)/stap-merge: $(call objects,$(MERGE_SRC))
	$(link) $^ -lzstd $(to)

-include $(shell find $(BUILD) -type f -name '*.d' 2>/dev/null)

# --- Installing ---------------------------------------------------------------------------------

# in FOLDER,FILE...: these files there, below DESTDIR. A blank in the folder's name is no end of it.
in = $(foreach file,$(2),"$(DESTDIR)$(1)/$(file)")
BASH_COMPLETIONS = $(DATADIR)/bash-completion/completions
FISH_COMPLETIONS = $(DATADIR)/fish/vendor_completions.d
ALSO_COMPLETED   = stap-merge staprun-authorize
EXAMPLES         = $(patsubst contrib/%,%,$(shell find contrib/ansible contrib/logrotate -type f))

install: all
	$(Q)install -d "$(DESTDIR)$(BINDIR)" "$(DESTDIR)$(SBINDIR)" "$(DESTDIR)$(LIBEXECDIR)" $(call in,$(MANDIR),man1 man8)
	$(Q)install -m 755 $(BUILD)/stapio $(call in,$(LIBEXECDIR),stapio)
	$(Q)install -m 755 $(BUILD)/stap-merge $(call in,$(BINDIR),stap-merge)
	$(Q)install -m 755 staprun/staprun-authorize $(call in,$(SBINDIR),staprun-authorize)
	$(Q)install -m 644 man/stap-merge.1 $(call in,$(MANDIR),man1)
	$(Q)install -m 644 man/staprun.8 man/stapio.8 man/staprun-authorize.8 $(call in,$(MANDIR),man8)
	$(Q)install -D -m 644 completion/staprun.bash $(call in,$(BASH_COMPLETIONS),staprun)
	$(Q)install -D -m 644 completion/staprun.fish $(call in,$(FISH_COMPLETIONS),staprun.fish)
	$(Q)install -D -m 644 completion/_staprun $(call in,$(ZSHDIR),_staprun)
	$(Q)for link in $(call in,$(BASH_COMPLETIONS),$(ALSO_COMPLETED)); do ln -sf staprun "$$link" || exit; done
	$(Q)for link in $(call in,$(FISH_COMPLETIONS),$(ALSO_COMPLETED:=.fish)); do ln -sf staprun.fish "$$link" || exit; done
	$(Q)install -D -m 644 contrib/systemd/sysusers.conf $(call in,$(SYSUSERSDIR),staprun.conf)
	$(Q)install -D -m 644 /dev/null $(call in,$(UNITDIR),staprun@.service)
	$(Q)sed 's,@BINDIR@,$(BINDIR),' contrib/systemd/staprun@.service.in >$(call in,$(UNITDIR),staprun@.service)
	$(Q)for file in $(EXAMPLES); do install -D -m 644 contrib/$$file "$(DESTDIR)$(DOCDIR)/$$file" || exit; done
	$(Q)install -m 755 $(BUILD)/staprun $(call in,$(BINDIR),staprun)
	$(Q)scripts/rights "$(DESTDIR)" "$(BINDIR)" "$(LIBEXECDIR)"

uninstall:
	$(Q)rm -f $(call in,$(BINDIR),staprun stap-merge) $(call in,$(SBINDIR),staprun-authorize) $(call in,$(LIBEXECDIR),stapio) \
		$(call in,$(MANDIR),man1/stap-merge.1 man8/staprun.8 man8/stapio.8 man8/staprun-authorize.8) \
		$(call in,$(BASH_COMPLETIONS),staprun $(ALSO_COMPLETED)) $(call in,$(FISH_COMPLETIONS),$(patsubst %,%.fish,staprun $(ALSO_COMPLETED))) \
		$(call in,$(ZSHDIR),_staprun) $(call in,$(UNITDIR),staprun@.service) $(call in,$(SYSUSERSDIR),staprun.conf)
	$(Q)rm -rf $(call in,$(DOCDIR),ansible logrotate)
	$(Q)rmdir "$(DESTDIR)$(LIBEXECDIR)" "$(DESTDIR)$(DOCDIR)" 2>/dev/null || true

dist:
	$(Q)mkdir -p $(BUILD)
	$(Q)git archive --prefix=staprun-$(VERSION)/ HEAD | gzip -n9 >$(BUILD)/staprun-$(VERSION).tar.gz
	$(Q)echo $(BUILD)/staprun-$(VERSION).tar.gz

clean:
	$(Q)rm -rf $(BUILD)

include tests/check.mk

.PHONY: all install uninstall dist clean force
.SECONDARY:
