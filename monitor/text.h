/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Text on ncurses' stdscr, in columns as the terminal counts them. What is no
 * character, or a control character, is shown as '?': names are anyone's, and a
 * terminal obeys what control characters tell it.
 */
#ifndef MONITOR_TEXT_H
#define MONITOR_TEXT_H

#include <stdbool.h>
#include <stddef.h>

enum text_style {
	TEXT_PLAIN,
	TEXT_STRONG, /* what is to be seen first */
	TEXT_ALARM,  /* what should not be: red, where there are colours */
};

/*
 * Has colours from here on as far as there are some, or none unless WANTED. All are on the
 * terminal's own background, which may be dark or light.
 */
void text_colors(bool wanted);

/* Draws in STYLE from here on. */
void text_style(enum text_style style);

/*
 * Draws LENGTH bytes of TEXT in row Y (below 0: nowhere) from column X on, in at most
 * WIDTH columns, and returns how many it took. Leaves out the first SKIP columns,
 * and says in *TAKEN, when it is not NULL, how many bytes came to be shown or left out.
 */
int text_put(int y, int x, int width, const char *text, size_t length, size_t skip, size_t *taken);

/* The same for a string, all of it. */
int text_put_string(int y, int x, int width, const char *text);

/* The columns that TEXT takes. */
int text_width(const char *text);

/* Draws a line across the screen with TEXT, bold when FOCUSED, and NOTE at its right end. */
void text_rule(int y, const char *text, const char *note, bool focused);

/*
 * Draws a row in reverse video, TEXT at its left and NOTE, when there is room for both, at its
 * right end. Returns the column behind TEXT.
 */
int text_bar(int y, const char *text, const char *note);

/* Draws TEXT in STYLE from column X of a bar on, if there is room up to column END. Returns the
 * column behind it. */
int text_bar_add(int y, int x, int end, const char *text, enum text_style style);

/* Draws "NAME: VALUE" in row Y (below 0: nowhere) from column X on, cut at the screen's edge. */
void text_pair(int y, int x, const char *name, const char *value);

#endif
