/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where all CPUs' streams stand while they are restored: what stream/restore.h gives out of, and
 * stream/look.h looks ahead in. */
#ifndef STREAM_RESTORE_STATE_H
#define STREAM_RESTORE_STATE_H

#include "stream/stand.h"

struct restore_cpu {
	struct stand_facts facts;
	struct stand now;
	bool astray; /* bytes before its stand were dropped: nothing pads there */
	bool full;   /* its buffer takes no more: the caller's to set */
	/* Behind all that its source has, a file begins that may be of a later run. The caller's to
	 * set, with SOURCE->complete: */
	bool pends;
	bool anew;        /* it is of a later run for certain */
	uint32_t pending; /* the number that it begins with */
	unsigned empties; /* files before it that are empty */
};

/* A look goes on over so many numbers at most. */
#define RESTORE_STEPS 262144u

/* A step of a look: where the stand of a source was before. */
struct restore_step {
	uint64_t body, end, only_end, full_from;
	unsigned index, taken;
};

struct restore {
	struct merge_source *sources;
	struct restore_cpu *cpus;
	unsigned count;
	bool started;       /* NEXT is known: */
	uint32_t next;      /* the number that comes next */
	uint64_t holes;     /* so often the next number was nowhere */
	uint64_t ambiguous; /* messages that may as well be others, or end elsewhere */
	unsigned index;     /* who gives the next, or lacks bytes */
	bool any_unknown;   /* places of others than that one are to be found, too */
	bool doubted; /* the next number was nowhere that layouts allow for: they are forgotten */
	bool lacking; /* a look came to where bytes are lacking */
	unsigned credit; /* headers that may be looked at: it grows with what is restored */
	unsigned left;   /* of these, for this look */
	unsigned step_count;
	struct restore_step *steps; /* that are to be taken back */
};

#endif
