/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Columns are as wide as the screen allows; the cursor goes with its probe, wherever that goes. */
#include "monitor/table.h"

#include <ncurses.h>
#include <stdio.h>
#include <string.h>

#include "monitor/format.h"
#include "monitor/position.h"
#include "monitor/text.h"

/* --- Order and cursor ------------------------------------------------------------------------ */

void table_order(struct table *table, struct monitor_status *status)
{
	table->shown = 0;
	for (size_t i = 0; i < status->probe_count; i++) {
		status->probes[i].hidden = !strcasestr(status->probes[i].name, table->filter);
		table->shown += !status->probes[i].hidden;
	}
	monitor_status_sort(status, table->column, table->descending);
	for (size_t i = 0; i < table->shown; i++) {
		if (status->probes[i].index == table->selected) {
			table->row = i;
			return;
		}
	}
	/* Where that probe is gone, or hidden, the cursor is on the one that has its row now. */
	if (table->row >= table->shown)
		table->row = table->shown ? table->shown - 1 : 0;
	if (table->shown)
		table->selected = status->probes[table->row].index;
}

void table_sort_by(
	struct table *table, struct monitor_status *status, enum monitor_column column, bool turn)
{
	if (turn && column == table->column) {
		table_turn(table, status);
		return;
	}
	table->column = column;
	table->descending = monitor_column_descends(column);
	table_order(table, status);
}

void table_turn(struct table *table, struct monitor_status *status)
{
	table->descending = !table->descending;
	table_order(table, status);
}

void table_filter(struct table *table, struct monitor_status *status, const char *text)
{
	snprintf(table->filter, sizeof(table->filter), "%s", text);
	table_order(table, status);
}

void table_move(struct table *table, const struct monitor_status *status, int key)
{
	if (!table->shown)
		return;
	table->row = (size_t)position_moved(table->row, key, table->shown - 1, table->rows);
	table->selected = status->probes[table->row].index;
}

bool table_cursor(const struct table *table, int64_t *index)
{
	*index = table->selected;
	return table->rows > 0 && table->shown > 0;
}

void table_move_names(struct table *table, int columns)
{
	if (columns < 0 && table->name_offset < (size_t)-columns)
		table->name_offset = 0;
	else if (columns < 0 || table->name_offset < 4096)
		table->name_offset += (size_t)columns;
}

/* Moves the part that is shown so that the cursor is in it and no row is wasted. */
static void scroll_to_cursor(struct table *table)
{
	size_t count = table->shown, shown = table->rows > 0 ? (size_t)table->rows : 1;

	if (table->row < table->top)
		table->top = table->row;
	if (table->row >= table->top + shown)
		table->top = table->row - shown + 1;
	if (table->top + shown > count)
		table->top = count > shown ? count - shown : 0;
}

/* --- Drawing --------------------------------------------------------------------------------- */

struct layout {
	int x[MONITOR_COLUMNS], width[MONITOR_COLUMNS]; /* no width: not shown */
};

/* Numbers are as wide as there is room: the names come first. */
static void lay_out(struct layout *layout)
{
	int number = COLS >= 160 ? 12 : COLS >= 100 ? 10 : COLS >= 72 ? 6 : 5;
	int rate = COLS >= 100 ? 8 : COLS >= 60 ? 6 : 0, share = COLS >= 60 ? 5 : 0;
	const int widths[] = {[MONITOR_INDEX] = 5,
		[MONITOR_STATE] = 5,
		[MONITOR_HITS] = number,
		[MONITOR_MIN] = number,
		[MONITOR_AVG] = number,
		[MONITOR_MAX] = number,
		[MONITOR_RATE] = rate,
		[MONITOR_SHARE] = share};
	int x = 0;

	for (enum monitor_column i = 0; i < MONITOR_NAME; i++) {
		layout->x[i] = x;
		layout->width[i] = widths[i];
		x += widths[i] ? widths[i] + (i < MONITOR_HITS ? 2 : 1) : 0;
	}
	layout->x[MONITOR_NAME] = x + 1;
	layout->width[MONITOR_NAME] = COLS > x + 1 ? COLS - x - 1 : 0;
}

/* Where TEXT begins in its cell: numbers stand at the right end of theirs. */
static int cell_x(const struct layout *layout, enum monitor_column column, const char *text)
{
	int pad = layout->width[column] - text_width(text);

	if (column == MONITOR_STATE || column == MONITOR_NAME || pad < 0)
		pad = 0;
	return layout->x[column] + pad;
}

static void put_cell(
	int y, const struct layout *layout, enum monitor_column column, const char *text)
{
	int x = cell_x(layout, column, text);

	if (x < COLS)
		text_put_string(y, x, layout->x[column] + layout->width[column] - x, text);
}

/* The column that the table is sorted by is underlined, with an arrow behind: where the least is.
 */
static void draw_headings(const struct table *table, int y, const struct layout *layout)
{
	attron(A_BOLD);
	for (enum monitor_column i = 0; i < MONITOR_COLUMNS; i++) {
		const char *title = monitor_column_title(i);
		int behind = cell_x(layout, i, title) + text_width(title);

		if (!layout->width[i])
			continue;
		if (i == table->column)
			attron(A_UNDERLINE);
		put_cell(y, layout, i, title);
		attroff(A_UNDERLINE);
		if (i == table->column && behind < COLS)
			mvaddch(y, behind, table->descending ? ACS_DARROW : ACS_UARROW);
	}
	attroff(A_BOLD);
}

/* What stands in the cell of PROBE in COLUMN, of at most WIDTH columns; not for its name. */
static void cell_text(char text[static MONITOR_NUMBER_SIZE], const struct monitor_probe *probe,
	enum monitor_column column, int width)
{
	const int64_t numbers[MONITOR_COLUMNS] = {
		[MONITOR_INDEX] = probe->index,
		[MONITOR_HITS] = probe->hits,
		[MONITOR_MIN] = probe->min,
		[MONITOR_AVG] = probe->avg,
		[MONITOR_MAX] = probe->max,
	};

	if (column == MONITOR_STATE)
		strcpy(text, probe->on ? "on" : "off");
	else if (column == MONITOR_RATE)
		monitor_format_rate(text, probe->hits_per_second, (unsigned)width);
	else if (column == MONITOR_SHARE)
		monitor_format_share(text, probe->share);
	else if (!probe->hits && column >= MONITOR_MIN)
		strcpy(text, "-");
	else
		monitor_format_number(text, numbers[column], (unsigned)width);
}

static void draw_probe(const struct table *table, int y, const struct layout *layout,
	const struct monitor_probe *probe, bool focused)
{
	attr_t attributes = probe->on ? A_NORMAL : A_DIM;

	if (probe->index == table->selected && focused)
		attributes = A_REVERSE;
	attron(attributes);
	mvhline(y, 0, ' ', COLS);
	for (enum monitor_column i = 0; i < MONITOR_NAME; i++) {
		char text[MONITOR_NUMBER_SIZE];

		if (!layout->width[i])
			continue;
		cell_text(text, probe, i, layout->width[i]);
		put_cell(y, layout, i, text);
	}
	if (layout->width[MONITOR_NAME])
		text_put(y, layout->x[MONITOR_NAME], layout->width[MONITOR_NAME], probe->name,
			strlen(probe->name), table->name_offset, NULL);
	attroff(attributes);
}

/* What the table shows and how: "probes by hits, falling, with "sched", 3-9 of 12". */
static void draw_rule(
	const struct table *table, const struct monitor_status *status, int y, bool focused)
{
	char title[192], filter[96] = "", part[64] = "";
	size_t last = table->top + (size_t)table->rows;

	if (last > table->shown)
		last = table->shown;
	if (table->filter[0])
		snprintf(filter, sizeof(filter), ", with \"%s\"", table->filter);
	if (table->shown && last - table->top < table->shown)
		snprintf(
			part, sizeof(part), ", %zu-%zu of %zu", table->top + 1, last, table->shown);
	else if (table->filter[0])
		snprintf(part, sizeof(part), ", %zu of %zu", table->shown, status->probe_count);
	snprintf(title, sizeof(title), "probes by %s%s%s%s", monitor_column_title(table->column),
		table->descending ? ", falling" : "", filter, part);
	text_rule(y, title, "min, avg, max in cycles", focused);
}

size_t table_wanted(const struct monitor_status *status)
{
	return status->probe_count + 2;
}

void table_draw(
	struct table *table, const struct monitor_status *status, int y, int rows, bool focused)
{
	struct layout layout;

	table->rows = rows - 2;
	scroll_to_cursor(table);
	draw_rule(table, status, y, focused);
	lay_out(&layout);
	draw_headings(table, y + 1, &layout);
	for (size_t i = 0; i < (size_t)table->rows && table->top + i < table->shown; i++)
		draw_probe(
			table, y + 2 + (int)i, &layout, &status->probes[table->top + i], focused);
}

void table_hide(struct table *table)
{
	table->rows = 0;
}
