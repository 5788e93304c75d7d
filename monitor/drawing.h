/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The drawing: what ncurses draws, on its way to the terminal. ncurses waits for a terminal
 * that takes nothing (Ctrl-S, a slow line), and with it would the session, its
 * signals and the removal of the module: so it writes into memory, and this
 * gives the terminal what it takes.
 */
#ifndef MONITOR_DRAWING_H
#define MONITOR_DRAWING_H

#include <stdbool.h>
#include <stddef.h>

#include "relay/sink.h"

struct drawing {
	int memory;       /* what ncurses writes to; -1: not open */
	struct sink sink; /* the terminal */
	char *bytes;      /* taken out of there, from BEGIN to END still to be written */
	size_t begin, end;
};

/*
 * Puts memory in the place of DESCRIPTOR, which ncurses writes to and which is the
 * terminal TERMINAL, the caller's. Returns 0 or -errno: then DESCRIPTOR is as it was.
 */
int drawing_open(struct drawing *drawing, int terminal, int descriptor);

/*
 * Writes what was drawn. False: not all of it, and nothing is to be drawn until it
 * was; drawing_event() is to be polled for POLLOUT. What a terminal that is gone does
 * not take is dropped.
 */
bool drawing_write(struct drawing *drawing);
int drawing_event(const struct drawing *drawing);

/*
 * Waits until all was written. False: the terminal took nothing for a second, and the rest
 * is dropped.
 */
bool drawing_finish(struct drawing *drawing);

/* Closes what is open. DESCRIPTOR stays memory. */
void drawing_close(struct drawing *drawing);

#endif
