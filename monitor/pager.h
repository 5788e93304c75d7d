/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The output below the table: which lines of a pane are seen, the newest ones or others. */
#ifndef MONITOR_PAGER_H
#define MONITOR_PAGER_H

#include <stdbool.h>

#include "monitor/pane.h"

struct pager {
	struct pane *pane; /* what there is to see; another's */
	bool following;    /* the newest line is shown; else: */
	uint64_t bottom;   /* the number behind the line at the bottom */
	int rows;          /* as drawn last */
};

/* Draws ROWS of it, if any, below a rule in row Y that carries TITLE. */
void pager_draw(struct pager *pager, int y, int rows, const char *title, bool focused);

/* Moves it by KEY, one that position_moved() knows. HELD: the newest line is not followed. */
void pager_move(struct pager *pager, int key, bool held);

#endif
