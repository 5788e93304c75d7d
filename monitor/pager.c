/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lines are counted in rows: a long one takes several. */
#include "monitor/pager.h"

#include <inttypes.h>
#include <ncurses.h>
#include <stdio.h>
#include <string.h>

#include "monitor/position.h"
#include "monitor/text.h"

/*
 * Draws LINE from the row Y on, leaving out its first SKIP rows, down to LAST; or
 * counts its rows (Y < 0).
 */
static int draw_line(const struct pane_line *line, int y, int skip, int last)
{
	const char *text = line->text;
	size_t length = line->length, taken;
	int rows = 0;

	do {
		int at = y < 0 || rows < skip ? -1 : y + rows - skip;

		if (at > last)
			break;
		text_put(at, 0, COLS, text, length, 0, &taken);
		text += taken;
		length -= taken;
		rows++;
	} while (length > 0);
	return rows;
}

static enum text_style style_of(const struct pane_line *line)
{
	static const char error[] = "ERROR:";

	if (line->kind != PANE_REPORT)
		return TEXT_PLAIN;
	return line->length > strlen(error) && memcmp(line->text, error, strlen(error)) == 0
		       ? TEXT_ALARM
		       : TEXT_STRONG;
}

/* Draws from line FIRST on, without its first SKIP rows, down to row LAST. */
static void draw_lines(const struct pager *pager, uint64_t first, int skip, int y, int last)
{
	const struct pane *pane = pager->pane;

	for (uint64_t i = first; i < pane->end && y <= last; i++) {
		const struct pane_line *line = pane_line(pane, i);

		text_style(style_of(line));
		y += draw_line(line, y, skip, last) - skip;
		text_style(TEXT_PLAIN);
		skip = 0;
	}
}

static int rows_of(const struct pager *pager, uint64_t number)
{
	return draw_line(pane_line(pager->pane, number), -1, 0, 0);
}

/* The number behind the lines that fill ROWS from line FIRST on, at least one if there is any. */
static uint64_t rows_down(const struct pager *pager, uint64_t first, int rows)
{
	uint64_t end = pager->pane->end, at = first;

	while (at < end && (rows -= rows_of(pager, at)) >= 0)
		at++;
	return at == first && at < end ? at + 1 : at;
}

/* The number of the first of the lines that fill ROWS up from the one before LAST, as above. */
static uint64_t rows_up(const struct pager *pager, uint64_t last, int rows)
{
	uint64_t begin = pager->pane->begin, at = last;

	while (at > begin && (rows -= rows_of(pager, at - 1)) >= 0)
		at--;
	return at == last && at > begin ? at - 1 : at;
}

/* Keeps to lines that there are: above the first page is nothing. */
static void bound(struct pager *pager)
{
	const struct pane *pane = pager->pane;
	uint64_t least = rows_down(pager, pane->begin, pager->rows);

	if (pager->following || pager->bottom > pane->end)
		pager->bottom = pane->end;
	if (pager->bottom < least)
		pager->bottom = least;
}

void pager_draw(struct pager *pager, int y, int rows, const char *title, bool focused)
{
	const struct pane *pane = pager->pane;
	char note[64] = "";
	int left = rows, skip = 0;

	pager->rows = rows > 0 ? rows : 0;
	bound(pager);
	if (rows <= 0)
		return;
	if (pager->bottom < pane->end)
		snprintf(note, sizeof(note), "%" PRIu64 " more lines below",
			pane->end - pager->bottom);
	text_rule(y, title, note, focused);

	/* From the bottom up to where it is full, then down again. */
	uint64_t first = pager->bottom;
	while (first > pane->begin && left > 0) {
		int needed = draw_line(pane_line(pane, --first), -1, 0, 0);

		skip = needed > left ? needed - left : 0;
		left -= needed;
	}
	draw_lines(pager, first, skip, y + 1, y + rows);
}

void pager_move(struct pager *pager, int key, bool held)
{
	const struct pane *pane = pager->pane;
	int page = pager->rows > 1 ? pager->rows - 1 : 1;

	if (key == KEY_PPAGE)
		pager->bottom = rows_up(pager, pager->bottom, page);
	else if (key == KEY_NPAGE)
		pager->bottom = rows_down(pager, pager->bottom, page);
	else
		pager->bottom = pane->begin + position_moved(pager->bottom - pane->begin, key,
						      pane->end - pane->begin, page);
	pager->following = pager->bottom == pane->end && !held;
	bound(pager);
}
