/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Globals are laid out anew for each drawing. */
#include "monitor/globals.h"

#include <ncurses.h>
#include <stdio.h>

#include "monitor/position.h"
#include "monitor/text.h"

#define LABEL_WIDTH 9 /* of "globals  " */

/*
 * Puts them side by side in rows Y to Y + ROWS - 1, as many as fit, and counts them in
 * *SHOWN. Returns the rows they would like to have. Without ROWS it only counts.
 */
static int flow(const struct monitor_status *status, int y, int rows, size_t *shown)
{
	int row = 0, x = LABEL_WIDTH;

	*shown = 0;
	for (size_t i = 0; i < status->global_count; i++) {
		const struct monitor_global *global = &status->globals[i];
		int width = text_width(global->name) + 2 + text_width(global->value);

		if (x > LABEL_WIDTH && x + width > COLS) {
			row++;
			x = LABEL_WIDTH;
		}
		if (row < rows) {
			++*shown;
			text_pair(y + row, x, global->name, global->value);
		}
		x += width + 3;
	}
	return row + 1;
}

int globals_flow(const struct monitor_status *status, int y, int rows)
{
	size_t shown;
	int wanted = flow(status, 0, 0, &shown);

	if (rows <= 0 || !status->global_count)
		return 0;
	if (wanted > rows)
		wanted = rows;
	text_put_string(y, 0, LABEL_WIDTH, "globals");
	flow(status, y, wanted, &shown);
	if (shown < status->global_count) {
		char more[48];

		snprintf(more, sizeof(more), " ... %zu more: g", status->global_count - shown);
		text_put_string(y + wanted - 1, COLS - text_width(more), text_width(more), more);
	}
	return wanted;
}

size_t globals_wanted(const struct monitor_status *status)
{
	return status->global_count + 1;
}

void globals_draw(
	struct globals *globals, const struct monitor_status *status, int y, int rows, bool focused)
{
	size_t count = status->global_count, shown = rows > 1 ? (size_t)rows - 1 : 0;
	char title[64];

	globals->rows = (int)shown;
	if (globals->top + shown > count)
		globals->top = count > shown ? count - shown : 0;
	snprintf(title, sizeof(title), "globals (%zu)", count);
	text_rule(y, title, "g: back to the probes", focused);
	for (size_t i = 0; i < shown && globals->top + i < count; i++) {
		const struct monitor_global *global = &status->globals[globals->top + i];

		text_pair(y + 1 + (int)i, 0, global->name, global->value);
	}
}

void globals_move(struct globals *globals, const struct monitor_status *status, int key)
{
	globals->top =
		(size_t)position_moved(globals->top, key, status->global_count, globals->rows);
}
