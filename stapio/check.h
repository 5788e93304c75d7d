/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The check (--check): whether a module would load, here, now, for the user who asks.
 * The loader goes as far as it does before it loads anything; what the kernel would
 * have to say is foreseen from what is known, in the sentences of a load that failed.
 */
#ifndef STAPIO_CHECK_H
#define STAPIO_CHECK_H

#include "options/options.h"
#include "stapio/inherited.h"
#include "stapio/parameters.h"
#include "words/words.h"

/* As many sentences as are kept of what speaks against it. */
#define CHECK_REASONS_MAX 16

struct check {
	bool answered; /* OUTCOME is OUTCOME_CHECKED: the loader has nothing against it */
	struct outcome outcome;
	struct machine machine;
	struct parameters parameters;
	char signer[OUTCOME_TEXT_SIZE]; /* who vouches for it; "" when no one does */
	unsigned buffer_mb;             /* for each CPU */
	bool fips;
	int error;  /* errno that the kernel would give; 0: it would not, or is not asked */
	int status; /* 0: it would load; 255: not for this user; 1: not at all */
	unsigned reason_count;
	char reasons[CHECK_REASONS_MAX][SENTENCE_SIZE];
};

/* Pure: why the kernel would not load CHECK->outcome, as the errno that it would give; 0: it would.
 */
int check_foresee(const struct check *check, const struct wish *wish);

/* Pure: whether MACHINE keeps from each module of SystemTap's an address that it asks for before
 * its probes start: kernels since 5.7 lend modules no kallsyms_lookup_name() of their own. */
bool check_lacks_addresses(const struct machine *machine);

/* Prints what CHECK found on standard output, for people or as one JSON object. */
void check_print(const struct check *check, const struct options *options);

/* Does all of it. Returns the exit status. */
int check(const struct options *options, struct taken_over *taken_over);

#endif
