/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Panes: the last lines of what was printed, for the output part of the view. Pure.
 * Its memory is bounded: old lines go. What would move the cursor or change
 * the terminal is taken out, so that a line can be shown anywhere.
 */
#ifndef MONITOR_PANE_H
#define MONITOR_PANE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A longer line is broken; and this much is kept at most. */
#define PANE_LINE_MAX  4096u
#define PANE_LINES_MAX 10000u
#define PANE_BYTES_MAX (4u * 1024 * 1024)

enum pane_kind { PANE_OUTPUT, PANE_REPORT };

struct pane_line {
	enum pane_kind kind;
	size_t length;
	char text[]; /* UTF-8 or whatever was printed; tabs, but no other control characters */
};

/* A stream of bytes that becomes lines. Starts zeroed, but for its kind. */
struct pane_stream {
	enum pane_kind kind;
	enum { PANE_TEXT, PANE_ESCAPE, PANE_SEQUENCE, PANE_STRING } state;
	bool returned; /* a carriage return came: the line is overwritten unless it ends here */
	size_t used;
	char line[PANE_LINE_MAX]; /* the one that has not ended yet */
};

/* Starts zeroed. */
struct pane {
	struct pane_line *lines[PANE_LINES_MAX]; /* a ring: line N in slot N modulo its size */
	uint64_t begin, end; /* numbers of the oldest line and behind the newest */
	size_t bytes;
};

/* Adds LENGTH bytes of STREAM at DATA. Where there is no memory for a line it is left out. */
void pane_add(struct pane *pane, struct pane_stream *stream, const char *data, size_t length);

/* Line NUMBER, from pane->begin to pane->end - 1. */
const struct pane_line *pane_line(const struct pane *pane, uint64_t number);

/*
 * Has the line that STREAM has not ended yet be the newest one. False when
 * there is none; else it is to be taken back by pane_hide_unended().
 */
bool pane_show_unended(struct pane *pane, const struct pane_stream *stream);
void pane_hide_unended(struct pane *pane);

/* Frees all lines. */
void pane_free(struct pane *pane);

#endif
