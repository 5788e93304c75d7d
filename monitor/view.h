/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The full-screen view of the monitor: what is on the screen and what keys do.
 * It draws what it is given and says what the user wants; it reads no module
 * and sets up no terminal. Between calls the screen is ncurses' stdscr.
 */
#ifndef MONITOR_VIEW_H
#define MONITOR_VIEW_H

#include <stdbool.h>
#include <stdint.h>

#include "monitor/pane.h"
#include "monitor/status.h"

enum monitor_focus { FOCUS_PROBES, FOCUS_OUTPUT, FOCUS_COUNT };

struct monitor_view {
	struct monitor_status status; /* the last good one; set by monitor_view_status() */
	struct pane *pane;
	bool output_elsewhere; /* in files, not in the pane */
	unsigned period;       /* seconds */

	enum monitor_column column;
	bool descending;
	enum monitor_focus focus;
	int64_t selected;   /* index of the probe under the cursor */
	size_t row;         /* its row in the table */
	size_t top;         /* row of the table that is the first on the screen */
	size_t name_offset; /* columns that names are moved to the left by */
	bool following;     /* the pane shows the newest line; else: */
	uint64_t bottom;    /* the number behind the line at its bottom */
	bool frozen;        /* the user looks at something: nothing moves */
	bool only_output;   /* the status is hidden */
	bool all_globals;   /* they have the place of the probes */
	size_t globals_top;
	bool help;
	bool asking; /* for the index of a probe, of which this was typed: */
	char answer[8];
	char trouble[160];         /* with the status; shown while it lasts */
	char note[160];            /* shown until the next key */
	int table_rows, pane_rows; /* as they were drawn last */
};

/* What the user wants done with the module. */
enum monitor_wish {
	WISH_NOTHING,
	WISH_QUIT,
	WISH_CLEAR,  /* reset the globals */
	WISH_PAUSE,  /* all probes off */
	WISH_RESUME, /* all probes on */
	WISH_TOGGLE, /* one probe: *INDEX */
	WISH_STATUS, /* read it now */
};

/* Starts a view of PANE that is refreshed each PERIOD seconds. */
void monitor_view_init(struct monitor_view *view, struct pane *pane, unsigned period);

/* Takes over STATUS, a new one. */
void monitor_view_status(struct monitor_view *view, struct monitor_status *status);

/* Acts on KEY, as wgetch(3ncurses) gives it. */
enum monitor_wish monitor_view_key(struct monitor_view *view, int key, int64_t *index);

/* Draws all of it in the size that the screen has now. */
void monitor_view_draw(struct monitor_view *view);

#endif
