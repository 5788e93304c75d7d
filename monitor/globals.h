/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The globals of the script: side by side above the table of probes, or a line each in its place.
 */
#ifndef MONITOR_GLOBALS_H
#define MONITOR_GLOBALS_H

#include <stdbool.h>
#include <stddef.h>

#include "monitor/status.h"

/* The list of a line each. Starts zeroed. */
struct globals {
	size_t top; /* the first one that is shown */
	int rows;   /* of the list, as drawn last */
};

/* Draws those of STATUS side by side in rows Y to Y + ROWS - 1, as many as fit. Returns the rows
 * taken. */
int globals_flow(const struct monitor_status *status, int y, int rows);

/* The rows that the list would like to have, its rule included. */
size_t globals_wanted(const struct monitor_status *status);

/* Draws the list in rows Y to Y + ROWS - 1, its rule included. */
void globals_draw(struct globals *globals, const struct monitor_status *status, int y, int rows,
	bool focused);

/* Moves the list by KEY, one that position_moved() knows. */
void globals_move(struct globals *globals, const struct monitor_status *status, int key);

#endif
