/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * From top to bottom: a title, memory and globals, the table of probes, the
 * output, a line of hints. The layout is worked out anew for each drawing, so
 * any size will do; ncurses sends only what changed.
 */
#include "monitor/view.h"

#include <inttypes.h>
#include <ncurses.h>
#include <stdio.h>
#include <stdlib.h>

#include "monitor/format.h"
#include "monitor/help.h"
#include "monitor/position.h"
#include "monitor/text.h"

void view_init(struct view *view, struct pane *pane, unsigned period)
{
	*view = (struct view){.period = period,
		.output = {.bytes_per_second = -1, .share = -1},
		.pager = {.pane = pane, .following = true}};
}

void view_status(struct view *view, struct monitor_status *status, const struct view_output *output)
{
	view->output = *output;
	monitor_status_free(&view->status);
	view->status = *status;
	*status = (struct monitor_status){0};
	table_order(&view->table, &view->status);
}

int view_output_rows(const struct view *view)
{
	return view->pager.rows;
}

void view_free(struct view *view)
{
	monitor_status_free(&view->status);
}

/* --- Drawing --------------------------------------------------------------------------------- */

/* The part of the title on output and cost, as much of it as there is room for up to column END. */
static void draw_output(const struct view *view, int x, int end)
{
	const struct view_output *output = &view->output;
	char number[MONITOR_NUMBER_SIZE], text[64];

	monitor_format_bytes(number, output->bytes_per_second);
	snprintf(text, sizeof(text), "   %s", number);
	x = text_bar_add(0, x, end, text, TEXT_PLAIN);
	x = text_bar_add(0, x, end, "   ", TEXT_PLAIN);
	snprintf(text, sizeof(text), "lost %" PRIu64 "%s", output->lost,
		output->may_be_more ? " or more" : "");
	x = text_bar_add(
		0, x, end, text, output->lost || output->may_be_more ? TEXT_ALARM : TEXT_PLAIN);
	monitor_format_share(number, output->share);
	snprintf(text, sizeof(text), "   cpu %s%%", number);
	if (output->share >= 0)
		text_bar_add(0, x, end, text, TEXT_PLAIN);
}

static void draw_title(const struct view *view)
{
	const struct monitor_status *status = &view->status;
	char left[512], right[32];

	if (status->module)
		snprintf(left, sizeof(left), "%s   up %s   uid %s", status->module, status->uptime,
			status->uid);
	else
		snprintf(left, sizeof(left), "staprun");
	if (view->frozen)
		snprintf(right, sizeof(right), "FROZEN");
	else
		snprintf(right, sizeof(right), "every %u s", view->period);
	int x = text_bar(0, left, right), end = COLS - text_width(right) - 2;
	if (status->module)
		draw_output(view, x, end);
}

/* Memory and globals from row Y on, in at most ROWS rows. Returns the rows taken. */
static int draw_facts(const struct view *view, int y, int rows)
{
	const struct monitor_status *status = &view->status;
	int used = 0;

	if (view->trouble[0] && rows > 0) {
		text_style(TEXT_ALARM);
		text_put_string(y + used++, 0, COLS, view->trouble);
		text_style(TEXT_PLAIN);
	}
	if (!status->module)
		return used;
	if (used < rows) {
		text_put_string(y + used, 0, COLS, "memory");
		text_put_string(y + used++, 9, COLS - 9, status->memory);
	}
	if (!view->all_globals)
		used += globals_flow(status, y + used, rows - used);
	return used;
}

/* The table, or all globals, between rows Y and LAST. Returns the rows taken. */
static int draw_list(struct view *view, int y, int last)
{
	const struct monitor_status *status = &view->status;
	bool focused = view->focus == FOCUS_PROBES;
	size_t wanted = view->all_globals ? globals_wanted(status) : table_wanted(status);
	/* The table shares what is left with the output, and is no larger than it needs. */
	int rows = (last - y) / 2;

	if (!status->module || rows < 3 || wanted < 3)
		return 0;
	if (wanted < (size_t)rows)
		rows = (int)wanted;
	if (view->all_globals)
		globals_draw(&view->globals, status, y, rows, focused);
	else
		table_draw(&view->table, status, y, rows, focused);
	return rows;
}

static void draw_hints(const struct view *view)
{
	char text[256];

	if (view->prompt.asks == PROMPT_INDEX)
		snprintf(text, sizeof(text), "Index of the probe to toggle (Enter, Esc): %s_",
			view->prompt.answer);
	else if (view->prompt.asks == PROMPT_FILTER)
		snprintf(text, sizeof(text),
			"Only probes with this in their names (Enter; Esc: all): %s_",
			view->prompt.answer);
	else if (view->note[0])
		snprintf(text, sizeof(text), "%s", view->note);
	else
		monitor_hints(text, sizeof(text), COLS - 2);
	text_bar(LINES - 1, text, "");
}

static void draw_all(struct view *view)
{
	int y = 1, last = LINES - 1; /* the rows between title and hints */

	draw_title(view);
	table_hide(&view->table);
	if (!view->only_output) {
		y += draw_facts(view, y, LINES > 12 ? LINES / 5 : 1);
		y += draw_list(view, y, last);
	}
	pager_draw(&view->pager, y, last - y - 1,
		view->output_elsewhere ? "messages (the output goes to files)" : "output",
		view->focus == FOCUS_OUTPUT);
	draw_hints(view);
}

void view_draw(struct view *view)
{
	erase();
	if (view->help)
		monitor_help_draw();
	else
		draw_all(view);
	refresh();
}

/* --- Keys ------------------------------------------------------------------------------------ */

static void navigate(struct view *view, int key)
{
	if (view->focus == FOCUS_OUTPUT || view->only_output)
		pager_move(&view->pager, key, view->frozen);
	else if (view->all_globals)
		globals_move(&view->globals, &view->status, key);
	else
		table_move(&view->table, &view->status, key);
}

/* A key while something is asked for. */
static enum view_wish answer(struct view *view, int key, int64_t *index)
{
	const char *text = view->prompt.answer;

	if (view->prompt.asks == PROMPT_FILTER) {
		bool left = prompt_key(&view->prompt, key) == PROMPT_LEFT;

		table_filter(&view->table, &view->status, left ? "" : text);
		return WISH_NOTHING;
	}
	if (prompt_key(&view->prompt, key) != PROMPT_DONE || !*text)
		return WISH_NOTHING;
	*index = atoll(text);
	for (size_t i = 0; i < view->status.probe_count; i++)
		if (view->status.probes[i].index == *index)
			return WISH_TOGGLE;
	snprintf(view->note, sizeof(view->note), "There is no probe %s.", text);
	return WISH_NOTHING;
}

/* A key that asks something of the module. */
static enum view_wish wish_of(const struct view *view, int key, int64_t *index)
{
	switch (key) {
	case 'q':
	case 'Q':
		return WISH_QUIT;
	case 'c':
		return WISH_CLEAR;
	case 'p':
		return WISH_PAUSE;
	case 'r':
		return WISH_RESUME;
	case '\n':
	case '\r':
	case KEY_ENTER:
		if (view->focus == FOCUS_PROBES && table_cursor(&view->table, index))
			return WISH_TOGGLE;
	}
	return WISH_NOTHING;
}

/* 1 to 7 mean what they meant before there were rates. */
static const enum monitor_column columns_of_keys[] = {MONITOR_INDEX, MONITOR_STATE, MONITOR_HITS,
	MONITOR_MIN, MONITOR_AVG, MONITOR_MAX, MONITOR_NAME, MONITOR_RATE, MONITOR_SHARE};

/* A key that changes what is shown, and how. */
static void change(struct view *view, int key)
{
	struct table *table = &view->table;
	struct monitor_status *status = &view->status;

	switch (key) {
	case 't':
		prompt_open(&view->prompt, PROMPT_INDEX, "");
		break;
	case '/':
	case KEY_F(4):
		prompt_open(&view->prompt, PROMPT_FILTER, table->filter);
		break;
	case 'h':
	case '?':
	case KEY_F(1):
		view->help = true;
		break;
	case 's':
		table_sort_by(table, status, (table->column + 1) % MONITOR_COLUMNS, false);
		break;
	case 'S':
		table_turn(table, status);
		break;
	case '1' ... '9':
		table_sort_by(table, status, columns_of_keys[key - '1'], true);
		break;
	case 'g':
		view->all_globals = !view->all_globals;
		break;
	case 'x':
		view->only_output = !view->only_output;
		break;
	case '\t':
	case KEY_BTAB:
		view->focus = (view->focus + 1) % FOCUS_COUNT;
		break;
	case KEY_LEFT:
		table_move_names(table, -8);
		break;
	case KEY_RIGHT:
		table_move_names(table, 8);
		break;
	case 'L' - '@': /* ^L */
		clearok(curscr, TRUE);
		break;
	}
}

enum view_wish view_key(struct view *view, int key, int64_t *index)
{
	view->note[0] = '\0';
	if (view->help) {
		view->help = false;
		return WISH_NOTHING;
	}
	if (view->prompt.asks)
		return answer(view, key, index);
	if (key == 'f' || key == ' ') {
		view->frozen = !view->frozen;
		view->pager.following = !view->frozen;
		return view->frozen ? WISH_NOTHING : WISH_STATUS;
	}
	if (position_key(key))
		navigate(view, key);
	else
		change(view, key);
	return wish_of(view, key, index);
}
