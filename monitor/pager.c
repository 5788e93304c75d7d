/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lines are counted in rows from the bottom up: a long one takes several. */
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

/* Keeps to lines that there are. */
static void bound(struct pager *pager)
{
	const struct pane *pane = pager->pane;

	if (pager->following || pager->bottom > pane->end)
		pager->bottom = pane->end;
	if (pager->bottom < pane->begin + 1 && pane->end > pane->begin)
		pager->bottom = pane->begin + 1;
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
	/* Home shows the first page, not only the first line. */
	uint64_t lines = pane->end - pane->begin, page = (uint64_t)pager->rows;
	uint64_t least = page < lines ? page : lines;
	uint64_t at = position_moved(pager->bottom - pane->begin, key, lines, pager->rows);

	pager->bottom = pane->begin + (at < least ? least : at);
	pager->following = pager->bottom == pane->end && !held;
}
