/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The page fits on a terminal of 24 rows. */
#include "monitor/help.h"

#include <ncurses.h>
#include <stdio.h>
#include <string.h>

#include "monitor/text.h"

static const char *const hints[] = {"h help", "q quit", "s sort", "/ filter", "t toggle", "p pause",
	"r resume", "c reset", "f freeze", "g globals", "x output only", "Tab", "Enter toggle"};

static const char *const help_text[] = {
	"Monitor mode: what a module does, while it does it",
	"",
	"  Tab            move between the probes and the output",
	"  Up Down PgUp PgDn Home End    move there; Left Right move long names",
	"  s   S          sort by the next column;  the other way round",
	"  1 2 3 4 5 6 7  sort by index, state, hits, min, avg, max, name",
	"  8   9          sort by hits/s, cpu%; the same key again: the other way round",
	"  / or F4        filter: only probes with a text in their names; Esc: all",
	"  g              all globals, a line each, and back",
	"  x              only the output, and back",
	"  f or Space     freeze what is shown, and go on; the script runs on",
	"",
	"  t              toggle a probe, off or on, by its index",
	"  Enter          toggle the probe under the cursor",
	"  p              pause: turn all probes off",
	"  r              resume: turn all probes on",
	"  c              reset the script's globals",
	"  q or ^C        quit: run the end probes, remove the module",
	"  ^\\             detach: leave the module loaded and running",
	"",
	"min, avg, max: cycles that a hit took.  hits/s, cpu%: since the last status, of",
	"all CPUs; \"-\": not known, as where no process may read the counter of cycles.",
};

void monitor_hints(char *text, size_t size, int width)
{
	size_t used = 0, most = width < 0 ? 0 : (size_t)width < size ? (size_t)width : size - 1;

	text[0] = '\0';
	for (size_t i = 0; i < sizeof(hints) / sizeof(hints[0]); i++) {
		const char *gap = i ? "  " : "";

		if (used + strlen(gap) + strlen(hints[i]) > most)
			return;
		used += (size_t)sprintf(text + used, "%s%s", gap, hints[i]);
	}
}

void monitor_help_draw(void)
{
	int count = (int)(sizeof(help_text) / sizeof(help_text[0]));

	for (int i = 0; i < count && i < LINES - 1; i++) {
		attron(i == 0 ? A_BOLD : A_NORMAL);
		text_put_string(i + (LINES > count + 2), 1, COLS - 1, help_text[i]);
		attroff(A_BOLD);
	}
	text_bar(LINES - 1, "Any key goes back.", "");
}
