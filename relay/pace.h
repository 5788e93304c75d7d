/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The pace: when the relay rests, and how long. A round that read something is followed
 * by a short rest, in which the module gathers more: without it, a script that
 * probes system calls would feed on our own. Pure: the time is the caller's, in
 * nanoseconds of any clock that only goes forward.
 *
 * The usual rest is so short that no relay buffer runs full in it. In a longer
 * one (-T) the relay listens whether the module prints, and looks how much there
 * is; but it is deaf for the length of a usual rest when it heard something just
 * before, so that a module that prints all the time does not wake it each time.
 */
#ifndef RELAY_PACE_H
#define RELAY_PACE_H

#include <stdbool.h>
#include <stdint.h>

struct pace {
	uint64_t most;  /* the longest rest */
	uint64_t last;  /* the last one */
	uint64_t until; /* when that ends */
	uint64_t deaf;  /* until then nothing is heard */
	uint64_t heard; /* when the module was last heard printing */
};

/* Begins without a rest. MOST_MS: the longest rest (-T); 0 for the usual one. */
void pace_init(struct pace *pace, unsigned most_ms);

/*
 * Begins a rest at NOW, after a round in which no CPU had more than GATHERED
 * bytes: the more there were, the shorter it is. True when it is longer than the
 * usual one, so that somebody has to listen.
 */
bool pace_rest(struct pace *pace, uint64_t gathered, uint64_t now);

/* No one can listen in this rest: it becomes no longer than the usual one. */
void pace_alone(struct pace *pace);

/* Nanoseconds of rest that are left at NOW. */
uint64_t pace_left(const struct pace *pace, uint64_t now);

/* Nanoseconds for which nothing needs to be heard; 0: listen. */
uint64_t pace_deaf(const struct pace *pace, uint64_t now);

/* Notes that at NOW the module was heard printing. */
void pace_heard(struct pace *pace, uint64_t now);

/* Ends the rest if so many bytes wait on a CPU that they are to be read. */
void pace_waits(struct pace *pace, uint64_t bytes);

#endif
