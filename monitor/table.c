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
	monitor_status_sort(status, table->column, table->descending);
	for (size_t i = 0; i < status->probe_count; i++) {
		if (status->probes[i].index == table->selected) {
			table->row = i;
			return;
		}
	}
	/* It is gone: the one that has its row now is under the cursor. */
	if (table->row >= status->probe_count)
		table->row = status->probe_count ? status->probe_count - 1 : 0;
	if (status->probe_count)
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

void table_move(struct table *table, const struct monitor_status *status, int key)
{
	if (!status->probe_count)
		return;
	table->row = (size_t)position_moved(table->row, key, status->probe_count - 1, table->rows);
	table->selected = status->probes[table->row].index;
}

bool table_cursor(const struct table *table, int64_t *index)
{
	*index = table->selected;
	return table->rows > 0;
}

void table_hide(struct table *table)
{
	table->rows = 0;
}

void table_move_names(struct table *table, int columns)
{
	if (columns < 0 && table->name_offset < (size_t)-columns)
		table->name_offset = 0;
	else if (columns < 0 || table->name_offset < 4096)
		table->name_offset += (size_t)columns;
}

/* Moves the part that is shown so that the cursor is in it and no row is wasted. */
static void scroll_to_cursor(struct table *table, size_t count)
{
	size_t shown = table->rows > 0 ? (size_t)table->rows : 1;

	if (table->row < table->top)
		table->top = table->row;
	if (table->row >= table->top + shown)
		table->top = table->row - shown + 1;
	if (table->top + shown > count)
		table->top = count > shown ? count - shown : 0;
}

/* --- Drawing --------------------------------------------------------------------------------- */

struct layout {
	int x[MONITOR_COLUMNS], width[MONITOR_COLUMNS];
};

/* Numbers are as wide as there is room: the names come first. */
static void lay_out(struct layout *layout)
{
	int number = COLS >= 160 ? 16 : COLS >= 100 ? 12 : COLS >= 72 ? 8 : 5;
	int x = 0;

	for (int i = 0; i < MONITOR_COLUMNS; i++) {
		layout->x[i] = x;
		layout->width[i] = i < MONITOR_HITS ? 5 : number;
		x += layout->width[i] + (i < MONITOR_HITS ? 2 : 1);
	}
	layout->x[MONITOR_NAME]++;
	layout->width[MONITOR_NAME] = COLS - layout->x[MONITOR_NAME];
}

/* TEXT in a cell, at its right end but for states. */
static void put_cell(
	int y, const struct layout *layout, enum monitor_column column, const char *text)
{
	int width = layout->width[column];
	int pad = width - text_width(text);

	if (column == MONITOR_STATE || pad < 0)
		pad = 0;
	if (layout->x[column] + pad < COLS)
		text_put_string(y, layout->x[column] + pad, width - pad, text);
}

static void draw_headings(const struct table *table, int y, const struct layout *layout)
{
	attron(A_BOLD);
	for (enum monitor_column i = 0; i < MONITOR_COLUMNS; i++) {
		const char *title = monitor_column_title(i);

		if (i == table->column)
			attron(A_UNDERLINE);
		if (i == MONITOR_NAME)
			text_put_string(y, layout->x[i], layout->width[i], title);
		else
			put_cell(y, layout, i, title);
		attroff(A_UNDERLINE);
	}
	attroff(A_BOLD);
}

/* What stands in the cell of PROBE in COLUMN, a number or a state, of at most WIDTH columns. */
static void cell_text(char text[static MONITOR_NUMBER_SIZE], const struct monitor_probe *probe,
	enum monitor_column column, int width)
{
	const int64_t numbers[] = {
		[MONITOR_INDEX] = probe->index,
		[MONITOR_HITS] = probe->hits,
		[MONITOR_MIN] = probe->min,
		[MONITOR_AVG] = probe->avg,
		[MONITOR_MAX] = probe->max,
	};

	if (column == MONITOR_STATE)
		strcpy(text, probe->on ? "on" : "off");
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
		attributes |= A_REVERSE;
	attron(attributes);
	mvhline(y, 0, ' ', COLS);
	for (enum monitor_column i = 0; i < MONITOR_NAME; i++) {
		char text[MONITOR_NUMBER_SIZE];

		cell_text(text, probe, i, layout->width[i]);
		put_cell(y, layout, i, text);
	}
	if (layout->width[MONITOR_NAME] > 0)
		text_put(y, layout->x[MONITOR_NAME], layout->width[MONITOR_NAME], probe->name,
			strlen(probe->name), table->name_offset, NULL);
	attroff(attributes);
}

size_t table_wanted(const struct monitor_status *status)
{
	return status->probe_count + 2;
}

void table_draw(
	struct table *table, const struct monitor_status *status, int y, int rows, bool focused)
{
	struct layout layout;
	char title[96];
	int used = snprintf(title, sizeof(title), "probes by %s%s",
		monitor_column_title(table->column), table->descending ? ", falling" : "");

	table->rows = rows - 2;
	scroll_to_cursor(table, status->probe_count);
	size_t last = table->top + (size_t)table->rows;
	if (last > status->probe_count)
		last = status->probe_count;
	if (last - table->top < status->probe_count)
		snprintf(title + used, sizeof(title) - (size_t)used, ", %zu-%zu of %zu",
			table->top + 1, last, status->probe_count);
	text_rule(y, title, "min, avg, max in cycles", focused);
	lay_out(&layout);
	draw_headings(table, y + 1, &layout);
	for (size_t i = table->top; i < last; i++)
		draw_probe(
			table, y + 2 + (int)(i - table->top), &layout, &status->probes[i], focused);
}
