/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What happens in a second, from what had happened at two moments. Pure: the
 * moments and what was counted then are given.
 */
#ifndef MONITOR_RATES_H
#define MONITOR_RATES_H

#include <stddef.h>
#include <stdint.h>

#include "monitor/status.h"

/* When a status was read. */
struct rates_moment {
	uint64_t ns;    /* CLOCK_MONOTONIC */
	uint64_t ticks; /* ticks_now() */
	unsigned cpus;  /* that are online; 0: unknown */
	uint64_t bytes; /* of output by then */
};

/* Starts zeroed. */
struct rates {
	struct rates_moment last;
	double bytes_per_second; /* below 0: not known yet */
	double share;            /* of all CPUs, of all probes; below 0: not known */
	struct rates_probe *probes;
	size_t count;
};

/*
 * Fills the rates of STATUS, read at NOW, which are those since the status that was
 * given before; where that was less than LEAST_NS ago, as they were then: an interval
 * that is too short tells nothing. What is not known is below 0: a probe that is new,
 * that hits fewer times than before, or without memory for it; a share where there is no
 * counter.
 */
void rates_update(struct rates *rates, struct monitor_status *status,
	const struct rates_moment *now, uint64_t least_ns);

/*
 * The cycles of the hits between two moments at which a probe had HITS_BEFORE of
 * AVG_BEFORE cycles each, and HITS of AVG. An average is cut to whole cycles, which for
 * a probe that was hit often is more than what an interval took: then all that can be
 * told is a range, and it is what its hits would take at AVG, or the end of the range
 * that is next to that.
 */
double rates_cycles(int64_t hits_before, int64_t avg_before, int64_t hits, int64_t avg);

/* Frees what RATES holds. */
void rates_free(struct rates *rates);

#endif
