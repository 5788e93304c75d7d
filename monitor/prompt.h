/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A line that the user types at the bottom of the screen. Pure, but for ncurses' names of keys. */
#ifndef MONITOR_PROMPT_H
#define MONITOR_PROMPT_H

enum prompt_for { PROMPT_NOTHING, PROMPT_INDEX, PROMPT_FILTER };

/* Starts zeroed: nothing is asked. */
struct prompt {
	enum prompt_for asks; /* digits for an index, anything for a filter */
	char answer[64];      /* as typed; also once that is done */
};

enum prompt_result { PROMPT_GOES_ON, PROMPT_DONE, PROMPT_LEFT };

/* Asks for what ASKS says; ANSWER, cut to what there is room for, is typed already. */
void prompt_open(struct prompt *prompt, enum prompt_for asks, const char *answer);

/*
 * Acts on KEY, as wgetch(3ncurses) gives it, a byte of a character or a key that has a
 * name. Enter is PROMPT_DONE and Escape PROMPT_LEFT, and then nothing is asked any more.
 */
enum prompt_result prompt_key(struct prompt *prompt, int key);

#endif
