/* SPDX-License-Identifier: GPL-2.0-or-later */
/* In place of tests/sim's scenarios, for a simulated module that its test has print: nothing
 * happens by itself. */
#include "tests/sim/journal.h"
#include "tests/sim/scenario.h"

void journal_event(const char *format, ...)
{
	(void)format;
}

void scenario_run(struct scenario *scenario, enum section section)
{
	(void)scenario;
	(void)section;
}

void scenario_begin(struct scenario *scenario, enum section section)
{
	(void)scenario;
	(void)section;
}

void scenario_join(struct scenario *scenario)
{
	(void)scenario;
}
