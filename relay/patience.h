/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Patience: how long an output that takes nothing is waited for once the module is done.
 * While the script runs there is no hurry: the relay buffers keep what comes, and
 * count what they can't. Pure: the time is the caller's, in nanoseconds of any
 * clock that only goes forward.
 */
#ifndef RELAY_PATIENCE_H
#define RELAY_PATIENCE_H

#include <stdbool.h>
#include <stdint.h>

/* Once the user wants the end, a reader that takes nothing is waited for this long. */
#define PATIENCE_HURRIED_MS 1000u

/* A full disk, or a FIFO that no one ever opened, whether or not a user is there to see it. */
#define PATIENCE_ROOM_MS 30000u

/* Patience without an end. */
#define PATIENCE_ENDLESS UINT64_MAX

struct patience {
	bool waiting;   /* as it was the last time, all of it */
	uint64_t since; /* something was taken last, or waiting began */
	uint64_t taken;
	bool hurried;
};

/* What is waited for. */
struct patience_case {
	bool finishing; /* the module is done: what is left is all there is */
	bool hurried;   /* the user has asked for the end */
	bool abandoned; /* and again */
	bool slow;      /* an output has a reader that takes nothing */
	bool no_room;   /* an output has no room, or no reader yet */
	uint64_t taken; /* bytes that the outputs have taken so far */
};

/*
 * Nanoseconds at NOW until what does not go out is dropped: for want of hurry
 * only that of outputs without room. PATIENCE_ENDLESS: it is waited for. PATIENCE is
 * all zeros at first.
 */
uint64_t patience_left(
	struct patience *patience, const struct patience_case *present, uint64_t now);

#endif
