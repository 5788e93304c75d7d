/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the keys do, on a page of its own, and in a line. */
#ifndef MONITOR_HELP_H
#define MONITOR_HELP_H

/* The most used keys. */
extern const char monitor_hints[];

/* Draws the page, over the whole screen. */
void monitor_help_draw(void);

#endif
