/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Digits, and taking them back. */
#include "monitor/prompt.h"

#include <ncurses.h>
#include <string.h>

void prompt_open(struct prompt *prompt)
{
	*prompt = (struct prompt){.open = true};
}

enum prompt_result prompt_key(struct prompt *prompt, int key)
{
	size_t length = strlen(prompt->answer);

	if (key >= '0' && key <= '9' && length + 1 < sizeof(prompt->answer)) {
		prompt->answer[length] = (char)key;
		prompt->answer[length + 1] = '\0';
	} else if ((key == KEY_BACKSPACE || key == '\b' || key == 0x7f) && length) {
		prompt->answer[length - 1] = '\0';
	} else if (key == '\033') {
		prompt->open = false;
		return PROMPT_LEFT;
	} else if (key == '\n' || key == '\r' || key == KEY_ENTER) {
		prompt->open = false;
		return PROMPT_DONE;
	}
	return PROMPT_GOES_ON;
}
