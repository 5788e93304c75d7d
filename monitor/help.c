/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The text is as long as a terminal of 24 rows. */
#include "monitor/help.h"

#include <ncurses.h>

#include "monitor/text.h"

const char monitor_hints[] =
	"h help  q quit  s sort  t toggle  p pause  r resume  c reset  f freeze  Tab";

static const char *const help_text[] = {
	"Monitor mode: what a module does, while it does it",
	"",
	"  Tab            move between the probes and the output",
	"  Up Down PgUp PgDn Home End    move there; Left Right move long names",
	"  s              sort by the next column",
	"  1 ... 7        sort by that column; again: the other way round",
	"  S              the other way round",
	"  g              all globals, a line each, and back",
	"  x              only the output, and back",
	"  f or Space     freeze what is shown, and go on; the script runs on",
	"",
	"  t              turn one probe off or on by its index",
	"  Enter          turn the probe under the cursor off or on",
	"  p              pause: turn all probes off",
	"  r              resume: turn all probes on",
	"  c              reset the script's globals",
	"  q or ^C        end: run the end probes, remove the module",
	"  ^\\             detach: leave the module loaded and running",
	"",
	"The numbers under min, avg and max are cycles that a hit took.",
};

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
