/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Bytes are added at the end, and taken off there by whole characters. */
#include "monitor/prompt.h"

#include <ncurses.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

void prompt_open(struct prompt *prompt, enum prompt_for asks, const char *answer)
{
	prompt->asks = asks;
	snprintf(prompt->answer, sizeof(prompt->answer), "%s", answer);
}

static bool suits(const struct prompt *prompt, int key)
{
	size_t most = prompt->asks == PROMPT_INDEX ? 7 : sizeof(prompt->answer) - 1;

	if (strlen(prompt->answer) >= most)
		return false;
	return prompt->asks == PROMPT_INDEX ? key >= '0' && key <= '9'
					    : key >= ' ' && key <= 0xff && key != 0x7f;
}

static void take_back(char *answer)
{
	size_t length = strlen(answer);

	while (length && ((unsigned char)answer[--length] & 0xc0) == 0x80)
		continue;
	answer[length] = '\0';
}

enum prompt_result prompt_key(struct prompt *prompt, int key)
{
	size_t length = strlen(prompt->answer);

	switch (key) {
	case KEY_BACKSPACE:
	case '\b':
	case 0x7f:
		take_back(prompt->answer);
		return PROMPT_GOES_ON;
	case 'U' - '@': /* ^U */
		prompt->answer[0] = '\0';
		return PROMPT_GOES_ON;
	case '\033':
		prompt->asks = PROMPT_NOTHING;
		return PROMPT_LEFT;
	case '\n':
	case '\r':
	case KEY_ENTER:
		prompt->asks = PROMPT_NOTHING;
		return PROMPT_DONE;
	}
	if (suits(prompt, key)) {
		prompt->answer[length] = (char)key;
		prompt->answer[length + 1] = '\0';
	}
	return PROMPT_GOES_ON;
}
