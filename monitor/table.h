/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table of probes: its order, the cursor in it, and how it is drawn. */
#ifndef MONITOR_TABLE_H
#define MONITOR_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "monitor/status.h"

/* Starts zeroed. The probes are those of a status, which the owner of both gives each time. */
struct table {
	enum monitor_column column; /* what it is sorted by */
	bool descending;
	int64_t selected;   /* index of the probe under the cursor */
	size_t row;         /* its row in the table */
	size_t top;         /* row of the table that is the first on the screen */
	size_t name_offset; /* columns that names are moved to the left by */
	int rows;           /* as drawn last; 0: not to be seen */
	char filter[64];    /* only probes with this in their names are shown; "": all */
	size_t shown;       /* how many these are */
};

/* Brings STATUS, a new one or one to be sorted anew, into order; the cursor stays on its probe. */
void table_order(struct table *table, struct monitor_status *status);

/* Sorts by COLUMN the way that suits it; where it is that already, and TURN, the other way round.
 */
void table_sort_by(
	struct table *table, struct monitor_status *status, enum monitor_column column, bool turn);

/* Sorts the other way round. */
void table_turn(struct table *table, struct monitor_status *status);

/* Shows only probes that have TEXT in their names, whatever the case of letters; "" for all. */
void table_filter(struct table *table, struct monitor_status *status, const char *text);

/* Moves the cursor by KEY, one that position_moved() knows. */
void table_move(struct table *table, const struct monitor_status *status, int key);

/* Gives the index of the probe under the cursor. False: there is none to be seen. */
bool table_cursor(const struct table *table, int64_t *index);

/* Moves names by COLUMNS to the left, below 0 to the right. */
void table_move_names(struct table *table, int columns);

/* The rows that it would like to have, with its rule and headings. */
size_t table_wanted(const struct monitor_status *status);

/* Draws it in rows Y to Y + ROWS - 1, three at least: a rule, headings, and probes. */
void table_draw(
	struct table *table, const struct monitor_status *status, int y, int rows, bool focused);

/* Notes that the table is not drawn this time. */
void table_hide(struct table *table);

#endif
