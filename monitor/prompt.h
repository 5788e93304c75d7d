/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A line that the user types at the bottom of the screen. Pure, but for ncurses' names of keys. */
#ifndef MONITOR_PROMPT_H
#define MONITOR_PROMPT_H

#include <stdbool.h>

/* Starts zeroed: nothing is asked. */
struct prompt {
	bool open;
	char answer[8];
};

enum prompt_result { PROMPT_GOES_ON, PROMPT_DONE, PROMPT_LEFT };

/* Asks for a number. */
void prompt_open(struct prompt *prompt);

/*
 * Acts on KEY, as wgetch(3ncurses) gives it: Enter is PROMPT_DONE and Escape PROMPT_LEFT,
 * and either closes it.
 */
enum prompt_result prompt_key(struct prompt *prompt, int key);

#endif
