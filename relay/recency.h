/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Recency: trace files by how lately they brought something. What is looked for is mostly
 * where something was just now, so that looking there first costs what printed
 * lately, not what there is. Pure. Every step costs the same, however many there are.
 */
#ifndef RELAY_RECENCY_H
#define RELAY_RECENCY_H

#include <stdbool.h>

/* A ring of indices; its end is one more than the largest. */
struct recency {
	unsigned end;
	unsigned *before, *behind;
};

/* Makes one that is empty, for indices below CAPACITY. Returns 0 or -ENOMEM. */
int recency_init(struct recency *recency, unsigned capacity);

/* Puts INDEX, which is not there, behind all others. */
void recency_add(struct recency *recency, unsigned index);

/* Puts INDEX, which is there, in front of all others. */
void recency_renew(struct recency *recency, unsigned index);

/* Takes INDEX, which is there, out. */
void recency_remove(struct recency *recency, unsigned index);

/* The latest, and the one behind INDEX, which is there; RECENCY->end when there is none. */
unsigned recency_first(const struct recency *recency);
unsigned recency_next(const struct recency *recency, unsigned index);

/* Frees what belongs to RECENCY, made or all zeros. */
void recency_free(struct recency *recency);

#endif
