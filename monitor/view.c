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
#include <string.h>
#include <wchar.h>

#define LABEL_WIDTH 9 /* of "globals  " */
#define TAB_WIDTH   8

/* --- Text ------------------------------------------------------------------------------------ */

/*
 * Takes one character off *TEXT and gives what to show for it and its columns:
 * something visible for what is not a character, or none that may be shown.
 */
static wchar_t next_character(const char **text, size_t *length, int *columns)
{
	mbstate_t state = {0};
	wchar_t character;
	size_t used = mbrtowc(&character, *text, *length, &state);

	if (used == 0 || used > *length) {
		used = 1;
		character = L'?';
	}
	*text += used;
	*length -= used;
	*columns = wcwidth(character);
	if (character == L'\t') {
		*columns = TAB_WIDTH;
	} else if (*columns < 0) {
		character = L'?';
		*columns = 1;
	}
	return character;
}

/*
 * Draws TEXT from column X in at most WIDTH columns, and returns how many it
 * took. Leaves out the first SKIP columns, and says in *REST, when it is
 * not NULL, how much of the text was taken.
 */
static int put(int y, int x, int width, const char *text, size_t length, size_t skip, size_t *rest)
{
	const char *start = text;
	int used = 0, passed = 0;

	if (rest)
		*rest = 0;
	while (length > 0) {
		int columns;
		wchar_t character = next_character(&text, &length, &columns);

		if (character == L'\t')
			columns = TAB_WIDTH - (passed + used) % TAB_WIDTH;
		if (used + columns > width && used + passed > 0)
			break;
		if (rest)
			*rest = (size_t)(text - start);
		if ((size_t)passed < skip) {
			passed += columns;
			continue;
		}
		if (character != L'\t' && y >= 0)
			mvaddnwstr(y, x + used, &character, 1);
		used += columns;
	}
	return used;
}

static int put_string(int y, int x, int width, const char *text)
{
	return width > 0 ? put(y, x, width, text, strlen(text), 0, NULL) : 0;
}

/* The columns that TEXT takes. */
static int width_of(const char *text)
{
	return put_string(-1, 0, INT32_MAX, text);
}

/* A line across the screen that carries TEXT, and NOTE at its right end. */
static void draw_rule(int y, const char *text, const char *note, bool focused)
{
	int used, note_width = width_of(note);

	mvhline(y, 0, ACS_HLINE, COLS);
	attron(focused ? A_BOLD : A_NORMAL);
	mvaddch(y, 2, ' ');
	used = 3 + put_string(y, 3, COLS - 4, text);
	mvaddch(y, used, ' ');
	attroff(A_BOLD);
	if (*note && used + note_width + 6 < COLS) {
		mvaddch(y, COLS - note_width - 4, ' ');
		put_string(y, COLS - note_width - 3, note_width, note);
		mvaddch(y, COLS - 3, ' ');
	}
}

/* A row in reverse video, TEXT at its left and NOTE at its right end. */
static void draw_bar(int y, const char *text, const char *note)
{
	int note_width = width_of(note);

	attron(A_REVERSE);
	mvhline(y, 0, ' ', COLS);
	int used = 1 + put_string(y, 1, COLS - 2, text);
	if (used + note_width + 3 <= COLS)
		put_string(y, COLS - note_width - 1, note_width, note);
	attroff(A_REVERSE);
}

/* --- The status ------------------------------------------------------------------------------ */

static void draw_title(const struct monitor_view *view)
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
	draw_bar(0, left, right);
}

/*
 * The globals side by side in rows ROW to ROW + ROWS - 1, as many as fit.
 * Returns the rows they would like to have. Without ROWS it only counts.
 */
static int flow_globals(const struct monitor_status *status, int row, int rows)
{
	int y = 0, x = LABEL_WIDTH;
	size_t shown = 0;

	for (size_t i = 0; i < status->global_count; i++) {
		const struct monitor_global *global = &status->globals[i];
		int width = width_of(global->name) + 2 + width_of(global->value);

		if (x > LABEL_WIDTH && x + width > COLS) {
			y++;
			x = LABEL_WIDTH;
		}
		if (y < rows) {
			shown++;
			attron(A_BOLD);
			int used = put_string(row + y, x, COLS - x, global->name);
			attroff(A_BOLD);
			used += put_string(row + y, x + used, COLS - x - used, ": ");
			put_string(row + y, x + used, COLS - x - used, global->value);
		}
		x += width + 3;
	}
	if (rows > 0 && shown < status->global_count) {
		char more[48];

		snprintf(more, sizeof(more), " ... %zu more: g", status->global_count - shown);
		put_string(row + rows - 1, COLS - width_of(more), width_of(more), more);
	}
	return y + 1;
}

/* Memory and globals from ROW on, in at most ROWS rows. Returns the rows taken. */
static int draw_facts(const struct monitor_view *view, int row, int rows)
{
	const struct monitor_status *status = &view->status;
	int used = 0;

	if (view->trouble[0] && rows > 0) {
		attron(A_BOLD);
		put_string(row + used++, 0, COLS, view->trouble);
		attroff(A_BOLD);
	}
	if (!status->module)
		return used;
	if (used < rows) {
		put_string(row + used, 0, LABEL_WIDTH, "memory");
		put_string(row + used++, LABEL_WIDTH, COLS - LABEL_WIDTH, status->memory);
	}
	if (used < rows && status->global_count && !view->all_globals) {
		int wanted = flow_globals(status, 0, 0);

		if (wanted > rows - used)
			wanted = rows - used;
		put_string(row + used, 0, LABEL_WIDTH, "globals");
		flow_globals(status, row + used, wanted);
		used += wanted;
	}
	return used;
}

struct table_layout {
	int x[MONITOR_COLUMNS], width[MONITOR_COLUMNS];
};

/* Numbers are as wide as there is room: the names come first. */
static void lay_out_table(struct table_layout *layout)
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
	int y, const struct table_layout *layout, enum monitor_column column, const char *text)
{
	int width = layout->width[column];
	int pad = width - width_of(text);

	if (column == MONITOR_STATE || pad < 0)
		pad = 0;
	if (layout->x[column] + pad < COLS)
		put_string(y, layout->x[column] + pad, width - pad, text);
}

static void draw_headings(const struct monitor_view *view, int y, const struct table_layout *layout)
{
	attron(A_BOLD);
	for (enum monitor_column i = 0; i < MONITOR_COLUMNS; i++) {
		const char *title = monitor_column_title(i);

		if (i == view->column)
			attron(A_UNDERLINE);
		if (i == MONITOR_NAME)
			put_string(y, layout->x[i], layout->width[i], title);
		else
			put_cell(y, layout, i, title);
		attroff(A_UNDERLINE);
	}
	attroff(A_BOLD);
}

static void draw_probe(const struct monitor_view *view, int y, const struct table_layout *layout,
	const struct monitor_probe *probe)
{
	const int64_t numbers[] = {
		[MONITOR_INDEX] = probe->index,
		[MONITOR_HITS] = probe->hits,
		[MONITOR_MIN] = probe->min,
		[MONITOR_AVG] = probe->avg,
		[MONITOR_MAX] = probe->max,
	};
	attr_t attributes = probe->on ? A_NORMAL : A_DIM;

	if (probe->index == view->selected && view->focus == FOCUS_PROBES)
		attributes |= A_REVERSE;
	attron(attributes);
	mvhline(y, 0, ' ', COLS);
	for (enum monitor_column i = 0; i <= MONITOR_MAX; i++) {
		char text[MONITOR_NUMBER_SIZE];

		if (i == MONITOR_STATE)
			snprintf(text, sizeof(text), "%s", probe->on ? "on" : "off");
		else if (!probe->hits && i >= MONITOR_MIN)
			snprintf(text, sizeof(text), "-");
		else
			monitor_format_number(text, numbers[i], (unsigned)layout->width[i]);
		put_cell(y, layout, i, text);
	}
	if (layout->width[MONITOR_NAME] > 0)
		put(y, layout->x[MONITOR_NAME], layout->width[MONITOR_NAME], probe->name,
			strlen(probe->name), view->name_offset, NULL);
	attroff(attributes);
}

/* Moves the part that is shown so that the cursor is in it and no row is wasted. */
static void scroll_table(struct monitor_view *view, int rows)
{
	size_t count = view->status.probe_count, shown = rows > 0 ? (size_t)rows : 1;

	if (view->row < view->top)
		view->top = view->row;
	if (view->row >= view->top + shown)
		view->top = view->row - shown + 1;
	if (view->top + shown > count)
		view->top = count > shown ? count - shown : 0;
}

/* The rule, the headings and ROWS rows of probes from row Y on. */
static void draw_table(struct monitor_view *view, int y, int rows)
{
	const struct monitor_status *status = &view->status;
	struct table_layout layout;
	char title[96];
	int used = snprintf(title, sizeof(title), "probes by %s%s",
		monitor_column_title(view->column), view->descending ? ", falling" : "");

	scroll_table(view, rows);
	size_t last = view->top + (size_t)rows;
	if (last > status->probe_count)
		last = status->probe_count;
	if (last - view->top < status->probe_count)
		snprintf(title + used, sizeof(title) - (size_t)used, ", %zu-%zu of %zu",
			view->top + 1, last, status->probe_count);
	draw_rule(y, title, "min, avg, max in cycles", view->focus == FOCUS_PROBES);
	lay_out_table(&layout);
	draw_headings(view, y + 1, &layout);
	for (size_t i = view->top; i < last; i++)
		draw_probe(view, y + 2 + (int)(i - view->top), &layout, &status->probes[i]);
}

/* All globals, a line each, where the table would be. */
static void draw_globals(struct monitor_view *view, int y, int rows)
{
	const struct monitor_status *status = &view->status;
	size_t count = status->global_count;
	char title[64];

	if (view->globals_top + (size_t)rows > count)
		view->globals_top = count > (size_t)rows ? count - (size_t)rows : 0;
	snprintf(title, sizeof(title), "globals (%zu)", count);
	draw_rule(y, title, "g: back to the probes", view->focus == FOCUS_PROBES);
	for (int i = 0; i < rows && view->globals_top + (size_t)i < count; i++) {
		const struct monitor_global *global =
			&status->globals[view->globals_top + (size_t)i];
		attron(A_BOLD);
		int used = put_string(y + 1 + i, 0, COLS, global->name);
		attroff(A_BOLD);
		used += put_string(y + 1 + i, used, COLS - used, ": ");
		put_string(y + 1 + i, used, COLS - used, global->value);
	}
}

/* --- The output ------------------------------------------------------------------------------ */

/* Draws LINE from the row Y on, leaving out its first SKIP rows, down to LAST; or counts its rows
 * (Y < 0). */
static int draw_line(const struct pane_line *line, int y, int skip, int last)
{
	const char *text = line->text;
	size_t length = line->length, taken;
	int rows = 0;

	do {
		int at = y < 0 || rows < skip ? -1 : y + rows - skip;

		if (at > last)
			break;
		put(at, 0, COLS, text, length, 0, &taken);
		text += taken;
		length -= taken;
		rows++;
	} while (length > 0);
	return rows;
}

static void draw_pane(struct monitor_view *view, int y, int rows)
{
	const struct pane *pane = view->pane;
	char note[64] = "";
	int left = rows;

	if (view->following || view->bottom > pane->end)
		view->bottom = pane->end;
	if (view->bottom < pane->begin + 1 && pane->end > pane->begin)
		view->bottom = pane->begin + 1;
	if (view->bottom < pane->end)
		snprintf(note, sizeof(note), "%" PRIu64 " more lines below",
			pane->end - view->bottom);
	draw_rule(y, view->output_elsewhere ? "messages (the output goes to files)" : "output",
		note, view->focus == FOCUS_OUTPUT);

	/* From the bottom up to where it is full, then down again if it is not. */
	uint64_t first = view->bottom;
	int skip = 0;
	while (first > pane->begin && left > 0) {
		int needed = draw_line(pane_line(pane, --first), -1, 0, 0);

		skip = needed > left ? needed - left : 0;
		left -= needed;
	}
	int at = y + 1;
	for (uint64_t i = first; i < pane->end && at <= y + rows; i++) {
		const struct pane_line *line = pane_line(pane, i);

		if (line->kind == PANE_REPORT)
			attron(A_BOLD);
		at += draw_line(line, at, skip, y + rows) - skip;
		attroff(A_BOLD);
		skip = 0;
		if (i + 1 >= view->bottom && left <= 0)
			break;
	}
}

/* --- All of it ------------------------------------------------------------------------------- */

static const char *const help_text[] = {
	"Monitor mode: what a module does, while it does it",
	"",
	"  Tab            move between the probes and the output",
	"  Up Down PgUp PgDn Home End    move there; Left Right move long names",
	"  s              sort by the next column",
	"  1 ... 7        sort by that column; again: the other way round",
	"  S              the other way round",
	"  g              all globals, a line each, and back",
	"  x              only the output, and back",
	"  f or Space     freeze what is shown, and go on; the script runs on",
	"",
	"  t              turn one probe off or on by its index",
	"  Enter          turn the probe under the cursor off or on",
	"  p              pause: turn all probes off",
	"  r              resume: turn all probes on",
	"  c              reset the script's globals",
	"  q or ^C        end: run the end probes, remove the module",
	"  ^\\             detach: leave the module loaded and running",
	"",
	"The numbers under min, avg and max are cycles that a hit took.",
};

static void draw_help(void)
{
	int count = (int)(sizeof(help_text) / sizeof(help_text[0]));

	for (int i = 0; i < count && i < LINES - 1; i++) {
		attron(i == 0 ? A_BOLD : A_NORMAL);
		put_string(i + (LINES > count + 2), 1, COLS - 1, help_text[i]);
		attroff(A_BOLD);
	}
	draw_bar(LINES - 1, "Any key goes back.", "");
}

static void draw_hints(const struct monitor_view *view)
{
	char text[256];

	if (view->asking)
		snprintf(text, sizeof(text),
			"Index of the probe to turn off or on (Enter, Esc): %s_", view->answer);
	else if (view->note[0])
		snprintf(text, sizeof(text), "%s", view->note);
	else
		snprintf(text, sizeof(text),
			"h help  q quit  s sort  t toggle  p pause  r resume  c reset  f freeze  Tab");
	draw_bar(LINES - 1, text, "");
}

void monitor_view_draw(struct monitor_view *view)
{
	erase();
	if (view->help) {
		draw_help();
		refresh();
		return;
	}
	draw_title(view);
	int row = 1, last = LINES - 1; /* the rows between title and hints */
	size_t wanted =
		view->all_globals ? view->status.global_count + 1 : view->status.probe_count + 2;

	view->table_rows = 0;
	if (!view->only_output) {
		row += draw_facts(view, row, LINES > 12 ? LINES / 5 : 1);
		/* Table and output share what is left, the table being no larger than it needs. */
		int room = (last - row) / 2 + 1;
		if (wanted < (size_t)room)
			room = (int)wanted + 1;
		if (view->status.module && room > 3) {
			view->table_rows = room - (view->all_globals ? 1 : 2) - 1;
			if (view->all_globals)
				draw_globals(view, row, view->table_rows);
			else
				draw_table(view, row, view->table_rows);
			row += room - 1;
		}
	}
	view->pane_rows = last - row - 1;
	if (view->pane_rows > 0)
		draw_pane(view, row, view->pane_rows);
	draw_hints(view);
	refresh();
}

/* --- What changes it ------------------------------------------------------------------------- */

void monitor_view_init(struct monitor_view *view, struct pane *pane, unsigned period)
{
	*view = (struct monitor_view){.pane = pane, .period = period, .following = true};
}

/* Finds the row of the selected probe; when it is gone, the one that has its row now is. */
static void keep_selection(struct monitor_view *view)
{
	const struct monitor_status *status = &view->status;

	monitor_status_sort(&view->status, view->column, view->descending);
	for (size_t i = 0; i < status->probe_count; i++) {
		if (status->probes[i].index == view->selected) {
			view->row = i;
			return;
		}
	}
	if (view->row >= status->probe_count)
		view->row = status->probe_count ? status->probe_count - 1 : 0;
	if (status->probe_count)
		view->selected = status->probes[view->row].index;
}

void monitor_view_status(struct monitor_view *view, struct monitor_status *status)
{
	monitor_status_free(&view->status);
	view->status = *status;
	*status = (struct monitor_status){0};
	keep_selection(view);
}

static void sort_by(struct monitor_view *view, enum monitor_column column)
{
	view->column = column;
	view->descending = monitor_column_descends(column);
	keep_selection(view);
}

/* A position between 0 and MAXIMUM, moved by what KEY says in a list of which PAGE are shown. */
static uint64_t moved(uint64_t position, int key, uint64_t maximum, int page)
{
	uint64_t step =
		key == KEY_PPAGE || key == KEY_NPAGE ? (uint64_t)(page > 1 ? page - 1 : 1) : 1;

	switch (key) {
	case KEY_HOME:
		return 0;
	case KEY_END:
		return maximum;
	case KEY_UP:
	case KEY_PPAGE:
		return position > step ? position - step : 0;
	}
	return position + step < maximum ? position + step : maximum;
}

static void navigate(struct monitor_view *view, int key)
{
	struct pane *pane = view->pane;
	size_t count = view->status.probe_count;

	if (view->focus == FOCUS_OUTPUT || view->only_output) {
		/* Home shows the first page, not only the first line. */
		uint64_t lines = pane->end - pane->begin, page = (uint64_t)view->pane_rows;
		uint64_t least = page < lines ? page : lines;
		uint64_t at = moved(view->bottom - pane->begin, key, lines, view->pane_rows);

		view->bottom = pane->begin + (at < least ? least : at);
		view->following = view->bottom == pane->end && !view->frozen;
	} else if (view->all_globals) {
		view->globals_top = (size_t)moved(
			view->globals_top, key, view->status.global_count, view->table_rows);
	} else if (count) {
		view->row = (size_t)moved(view->row, key, count - 1, view->table_rows);
		view->selected = view->status.probes[view->row].index;
	}
}

static enum monitor_wish answer_key(struct monitor_view *view, int key, int64_t *index)
{
	size_t length = strlen(view->answer);

	if (key >= '0' && key <= '9' && length + 1 < sizeof(view->answer)) {
		view->answer[length] = (char)key;
		view->answer[length + 1] = '\0';
	} else if ((key == KEY_BACKSPACE || key == '\b' || key == 0x7f) && length) {
		view->answer[length - 1] = '\0';
	} else if (key == '\033') {
		view->asking = false;
	} else if (key == '\n' || key == '\r' || key == KEY_ENTER) {
		view->asking = false;
		*index = atoll(view->answer);
		for (size_t i = 0; length && i < view->status.probe_count; i++)
			if (view->status.probes[i].index == *index)
				return WISH_TOGGLE;
		if (length)
			snprintf(view->note, sizeof(view->note), "There is no probe %s.",
				view->answer);
	}
	return WISH_NOTHING;
}

enum monitor_wish monitor_view_key(struct monitor_view *view, int key, int64_t *index)
{
	view->note[0] = '\0';
	if (view->help) {
		view->help = false;
		return WISH_NOTHING;
	}
	if (view->asking)
		return answer_key(view, key, index);
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
	case 't':
		view->asking = true;
		view->answer[0] = '\0';
		break;
	case '\n':
	case '\r':
	case KEY_ENTER:
		if (view->focus == FOCUS_PROBES && view->table_rows && !view->all_globals) {
			*index = view->selected;
			return WISH_TOGGLE;
		}
		break;
	case 'h':
	case '?':
	case KEY_F(1):
		view->help = true;
		break;
	case 's':
		sort_by(view, (view->column + 1) % MONITOR_COLUMNS);
		break;
	case 'S':
		view->descending = !view->descending;
		keep_selection(view);
		break;
	case '1' ... '7':
		if (view->column == (enum monitor_column)(key - '1')) {
			view->descending = !view->descending;
			keep_selection(view);
		} else {
			sort_by(view, (enum monitor_column)(key - '1'));
		}
		break;
	case 'g':
		view->all_globals = !view->all_globals;
		break;
	case 'x':
		view->only_output = !view->only_output;
		break;
	case 'f':
	case ' ':
		view->frozen = !view->frozen;
		view->following = !view->frozen;
		return view->frozen ? WISH_NOTHING : WISH_STATUS;
	case '\t':
	case KEY_BTAB:
		view->focus = (view->focus + 1) % FOCUS_COUNT;
		break;
	case KEY_UP:
	case KEY_DOWN:
	case KEY_PPAGE:
	case KEY_NPAGE:
	case KEY_HOME:
	case KEY_END:
		navigate(view, key);
		break;
	case KEY_LEFT:
		view->name_offset -= view->name_offset >= 8 ? 8 : view->name_offset;
		break;
	case KEY_RIGHT:
		if (view->name_offset < 4096)
			view->name_offset += 8;
		break;
	case 'L' - '@': /* ^L */
		clearok(curscr, TRUE);
		break;
	}
	return WISH_NOTHING;
}
