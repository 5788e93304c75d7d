/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * All options of staprun, in one table: what getopt takes, what the help shows
 * and what shells complete (completion/) all follow from it.
 */
#ifndef OPTIONS_OPTION_TABLE_H
#define OPTIONS_OPTION_TABLE_H

#include <stddef.h>

/* Codes of the options that have no letter. */
enum option_code {
	OPTION_LIST = 256,
	OPTION_CHECK,
	OPTION_IF_KILLED,
	OPTION_JSON,
	OPTION_COMPRESS,
	OPTION_KEEP_TOTAL,
	OPTION_READY_FD,
	OPTION_ROTATE_EVERY,
	OPTION_STATS,
	OPTION_STATS_INTERVAL,
	OPTION_CODES /* how many codes there are */
};

struct option_entry {
	int code;          /* its letter, or one of enum option_code */
	const char *name;  /* the long one; NULL: it is not for people */
	const char *value; /* what it takes, as the help calls it; NULL: nothing */
	const char *help;  /* what it does, for one line of the help */
};

extern const struct option_entry option_table[];
extern const size_t option_count;

/* The entry of CODE, or NULL. */
const struct option_entry *option_entry(int code);

/* Whether the value of ENTRY, if it takes one, may be left out: [PATH]. */
int option_value_optional(const struct option_entry *entry);

#endif
