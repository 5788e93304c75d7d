/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * When the relay rests, and how long. A round that read something is followed
 * by a short rest, in which the module gathers more: without it, a script that
 * probes system calls would feed on our own. Pure: the time is the caller's, in
 * nanoseconds of any clock that only goes forward.
 */
#ifndef RELAY_PACE_H
#define RELAY_PACE_H

#include <stdint.h>

struct pace {
	unsigned most_ms; /* the longest rest */
	unsigned last_ms; /* the last one */
	uint64_t until;   /* when that ends */
};

/* Begins without a rest. MOST_MS: the longest rest (-T); 0 for the usual one. */
void pace_init(struct pace *pace, unsigned most_ms);

/*
 * Begins a rest at NOW, after a round in which no CPU had more than GATHERED
 * bytes: the more there were, the shorter it is.
 */
void pace_rest(struct pace *pace, uint64_t gathered, uint64_t now);

/* Nanoseconds of rest that are left at NOW. */
uint64_t pace_left(const struct pace *pace, uint64_t now);

#endif
