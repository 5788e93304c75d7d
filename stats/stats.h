/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Statistics: what is known of a session at one moment, in numbers. For programs as an object
 * of JSON (--stats; its schema is tests/data/stats.schema.json), for people as a
 * line that tells how far it is. Pure: pictures go in, text comes out.
 */
#ifndef STATS_STATS_H
#define STATS_STATS_H

#include <stdio.h>
#include <sys/types.h>

#include "relay/relay.h"

struct stats {
	const char *module;
	long owner; /* uid of who loaded it; -1: not known */
	pid_t pid;
	const char *state; /* "starting", "running", "ending", "ended", "detached", "left" */
	int status;        /* exit status; -1: it has none yet */
	double start;      /* when the probes began to run, or we attached; 0: not yet */
	double time;       /* of this picture; both in seconds since the epoch, */
	uint64_t ns;       /* and by the clock that no one sets (relay/clock.h) */
	struct relay_totals totals;
	uint64_t lost_in_kernel; /* messages: for want of room, or cut short */
	unsigned cpu_count;
	struct relay_loss *cpus;
	unsigned output_count;
	struct relay_output *outputs;
};

/* What happened in a second, between two pictures. */
struct stats_rates {
	double seconds, messages, bytes, reads, lost;
};

/* SECONDS is 0, and nothing has happened, where NOW is no later than BEFORE. */
struct stats_rates stats_rates(const struct stats *before, const struct stats *now);

/*
 * Writes NOW to TO, in one line of JSON. BEFORE, of which only the numbers count, is
 * the picture that was written last, or that of the start.
 */
void stats_print(FILE *to, const struct stats *before, const struct stats *now);

/* No line for people is longer. */
#define STATS_LINE_SIZE 512

/*
 * Writes how far it is to LINE: bytes, messages, messages a second between BEFORE and
 * NOW, lost ones, and where it goes. In COLUMNS columns at most, 0: in any number.
 */
void stats_line(char line[static STATS_LINE_SIZE], const struct stats *before,
	const struct stats *now, unsigned columns);

/* How many columns LINE, of valid UTF-8, takes on a terminal at most. */
unsigned stats_columns(const char *line);

#endif
