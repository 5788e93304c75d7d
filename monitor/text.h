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

/* A line across the screen that carries TEXT, bold when FOCUSED, and NOTE at its right end. */
void text_rule(int y, const char *text, const char *note, bool focused);

/* A row in reverse video, TEXT at its left and NOTE at its right end. */
void text_bar(int y, const char *text, const char *note);

/* "NAME: VALUE" in row Y (below 0: nowhere) from column X on, cut at the edge of the screen. */
void text_pair(int y, int x, const char *name, const char *value);

#endif
