/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What output files are called. Pure, but for the clock that strftime(3) formats show. */
#ifndef RELAY_OUTFILE_NAME_H
#define RELAY_OUTFILE_NAME_H

#include <stdbool.h>
#include <stddef.h>
#include <time.h>

/* How the files of one run are named. */
struct outfile_naming {
	const char *pattern; /* -o, with strftime(3) formats; or NULL: stpd_cpuN */
	bool per_cpu;        /* bulk mode */
	bool background;     /* -D */
	bool limited;        /* -S: numbered from 0, else from 1 when a file is switched */
};

/*
 * Writes the name of CPU's file NUMBER (without a limit 0 is the one that has no
 * number) as of WHEN into NAME.
 *   FILE, FILE.1, FILE.2    one file             FILE.0, FILE.1       with -S
 *   FILE_0, FILE_cpu0.1     per CPU              FILE_cpu0.0          with -S
 *   FILE_cpu0               per CPU, with -D     stpd_cpu0            without -o
 * Returns false when it does not fit in SIZE bytes or is empty.
 */
bool outfile_name(char *name, size_t size, const struct outfile_naming *naming, unsigned cpu,
	unsigned number, const struct tm *when);

/*
 * The number of OTHER, a name, in the series of NAME, which has a number: with
 * NAME "foo.7" that of "foo.12" is 12, and of "foo.12.zst", its compressed form. -1
 * when OTHER is none of them. Numbers have no leading zeros and at most nine digits: what
 * has more is a date or a time.
 */
long outfile_number(const char *name, const char *other);

#endif
