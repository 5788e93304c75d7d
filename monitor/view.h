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

#include "monitor/globals.h"
#include "monitor/pager.h"
#include "monitor/prompt.h"
#include "monitor/status.h"
#include "monitor/table.h"

enum view_focus { FOCUS_PROBES, FOCUS_OUTPUT, FOCUS_COUNT };

/* What is said of the output, and of the cost of it all, in the title. */
struct view_output {
	double bytes_per_second; /* below 0: not known */
	uint64_t lost;           /* messages, as far as they can be counted yet, */
	bool may_be_more;        /* which the module tells at its end */
	double share;            /* of all CPUs, of all probes; below 0: not known */
};

struct view {
	struct monitor_status status; /* the last good one; set by view_status() */
	struct view_output output;
	bool output_elsewhere; /* in files, not in the pager */
	unsigned period;       /* seconds */
	struct table table;
	struct globals globals;
	struct pager pager;
	struct prompt prompt;
	enum view_focus focus;
	bool frozen;       /* the user looks at something: nothing moves */
	bool only_output;  /* the status is hidden */
	bool all_globals;  /* they have the place of the probes */
	bool help;         /* it has the place of all */
	char trouble[160]; /* with the status; shown while it lasts */
	char note[160];    /* shown until the next key */
};

/* What the user wants done with the module. */
enum view_wish {
	WISH_NOTHING,
	WISH_QUIT,
	WISH_CLEAR,  /* reset the globals */
	WISH_PAUSE,  /* all probes off */
	WISH_RESUME, /* all probes on */
	WISH_TOGGLE, /* one probe: *INDEX */
	WISH_STATUS, /* read it now */
};

/* Starts a view of PANE, which stays the caller's, that is refreshed each PERIOD seconds. */
void view_init(struct view *view, struct pane *pane, unsigned period);

/* Takes over STATUS, a new one, and OUTPUT for the title. */
void view_status(
	struct view *view, struct monitor_status *status, const struct view_output *output);

/* Acts on KEY, as wgetch(3ncurses) gives it. */
enum view_wish view_key(struct view *view, int key, int64_t *index);

/* Draws all of it in the size that the screen has now. */
void view_draw(struct view *view);

/* How many rows of output were drawn last. */
int view_output_rows(const struct view *view);

/* Frees what VIEW holds. A zeroed one is fine. */
void view_free(struct view *view);

#endif
