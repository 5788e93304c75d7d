/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The help of the view: what the keys do, on a page of their own, and in a line. */
#ifndef MONITOR_HELP_H
#define MONITOR_HELP_H

#include <stddef.h>

/* Puts into TEXT, SIZE bytes, as many of the most used keys as WIDTH columns have room for. */
void monitor_hints(char *text, size_t size, int width);

/* Draws the page, over the whole screen. */
void monitor_help_draw(void);

#endif
