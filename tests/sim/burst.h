/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Bursts of messages, as probes on one CPU print them, and what the messages say:
 * the CPU, their number among those of the burst, and much else.
 */
#ifndef TESTS_SIM_BURST_H
#define TESTS_SIM_BURST_H

#include <stddef.h>
#include <stdint.h>

#include "tests/sim/scenario.h"

/* The largest message. */
#define MESSAGE_MAX (256u * 1024)

/* CPUs that print at once. */
#define BURST_MAX 1024

struct burst {
	struct scenario *scenario;
	enum section section;
	unsigned index;           /* of the CPU's ring */
	uint64_t count;           /* messages; 0: until the probes of SECTION are removed */
	size_t smallest, largest; /* bytes of one */
	unsigned rate;            /* a second; 0: as fast as it goes */
	enum {
		PLAIN,
		WILD,
		OLD
	} content; /* as of frames that are about to come, or of earlier ones */
};

/* Prints COUNT (at most BURST_MAX) bursts at once, to their end. */
void bursts_print(const struct burst *bursts, unsigned count);

/* Prints messages as BURST has them until one is cut or dropped. */
void burst_fill(const struct burst *burst);

#endif
