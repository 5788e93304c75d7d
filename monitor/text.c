/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Text is drawn one wide character after the other. */
#include "monitor/text.h"

#include <ncurses.h>
#include <stdint.h>
#include <string.h>
#include <wchar.h>

#define TAB_WIDTH 8

/* ncurses' number of red. */
#define ALARM_PAIR 1

static bool colored;

/* --- Style ----------------------------------------------------------------------------------- */

void text_colors(bool wanted)
{
	colored = wanted && start_color() == OK && use_default_colors() == OK &&
		  init_pair(ALARM_PAIR, COLOR_RED, -1) == OK;
}

void text_style(enum text_style style)
{
	attroff(A_BOLD | A_COLOR);
	if (style != TEXT_PLAIN)
		attron(A_BOLD);
	if (style == TEXT_ALARM && colored)
		attron(COLOR_PAIR(ALARM_PAIR));
}

/* --- Characters ------------------------------------------------------------------------------ */

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

int text_put(int y, int x, int width, const char *text, size_t length, size_t skip, size_t *taken)
{
	const char *start = text;
	int used = 0, passed = 0;

	if (taken)
		*taken = 0;
	while (length > 0) {
		int columns;
		wchar_t character = next_character(&text, &length, &columns);

		if (character == L'\t')
			columns = TAB_WIDTH - (passed + used) % TAB_WIDTH;
		if (used + columns > width && used + passed > 0)
			break;
		if (taken)
			*taken = (size_t)(text - start);
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

int text_put_string(int y, int x, int width, const char *text)
{
	return width > 0 ? text_put(y, x, width, text, strlen(text), 0, NULL) : 0;
}

int text_width(const char *text)
{
	return text_put_string(-1, 0, INT32_MAX, text);
}

/* --- Rows ------------------------------------------------------------------------------------ */

void text_rule(int y, const char *text, const char *note, bool focused)
{
	int used, note_width = text_width(note);

	mvhline(y, 0, ACS_HLINE, COLS);
	text_style(focused ? TEXT_STRONG : TEXT_PLAIN);
	mvaddch(y, 2, ' ');
	used = 3 + text_put_string(y, 3, COLS - 4, text);
	mvaddch(y, used, ' ');
	text_style(TEXT_PLAIN);
	if (*note && used + note_width + 6 < COLS) {
		mvaddch(y, COLS - note_width - 4, ' ');
		text_put_string(y, COLS - note_width - 3, note_width, note);
		mvaddch(y, COLS - 3, ' ');
	}
}

int text_bar(int y, const char *text, const char *note)
{
	int note_width = text_width(note);

	attron(A_REVERSE);
	mvhline(y, 0, ' ', COLS);
	int used = 1 + text_put_string(y, 1, COLS - 2, text);
	if (used + note_width + 3 <= COLS)
		text_put_string(y, COLS - note_width - 1, note_width, note);
	attroff(A_REVERSE);
	return used;
}

int text_bar_add(int y, int x, int end, const char *text, enum text_style style)
{
	int width = text_width(text);

	if (x + width > end)
		return x;
	text_style(style);
	attron(A_REVERSE);
	text_put_string(y, x, width, text);
	attroff(A_REVERSE);
	text_style(TEXT_PLAIN);
	return x + width;
}

void text_pair(int y, int x, const char *name, const char *value)
{
	text_style(TEXT_STRONG);
	int used = text_put_string(y, x, COLS - x, name);
	text_style(TEXT_PLAIN);
	used += text_put_string(y, x + used, COLS - x - used, ": ");
	text_put_string(y, x + used, COLS - x - used, value);
}
