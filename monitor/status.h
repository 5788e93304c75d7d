/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The status of a module that was compiled for monitor mode, as its file
 * monitor_status gives it: JSON in, a table out. Pure: it knows nothing of
 * files, screens or time. Source: the file of a real module of 4.8, kept in
 * tests/data/, and what stap 5.1 and 5.6 generate, which differs for arrays.
 */
#ifndef MONITOR_STATUS_H
#define MONITOR_STATUS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct monitor_global {
	char *name;
	char *value; /* as text; arrays as JSON */
};

struct monitor_probe {
	int64_t index; /* the number that a command toggles it by */
	bool on;
	int64_t hits;
	int64_t min, avg, max;         /* cycles; 0 without hits */
	double hits_per_second, share; /* monitor/rates.h's: of lately; below 0: not known */
	bool hidden;                   /* monitor/table.h's */
	char *name;
};

struct monitor_status {
	char *module, *uptime, *uid, *memory; /* never NULL; "" when the module does not tell */
	struct monitor_global *globals;
	size_t global_count;
	struct monitor_probe *probes;
	size_t probe_count;
};

/* What the table of probes shows and is sorted by. */
enum monitor_column {
	MONITOR_INDEX,
	MONITOR_STATE,
	MONITOR_HITS,
	MONITOR_MIN,
	MONITOR_AVG,
	MONITOR_MAX,
	MONITOR_RATE,
	MONITOR_SHARE,
	MONITOR_NAME,
	MONITOR_COLUMNS,
};

/*
 * Reads LENGTH bytes of JSON at TEXT into STATUS, which is then to be given to
 * monitor_status_free(). What is missing or of the wrong type counts as empty
 * or 0. Takes the octal escapes that modules write although JSON has none.
 * Returns 0; -EINVAL when it is no JSON object (cut short, for example);
 * -ENOMEM. Then *STATUS is empty.
 */
int monitor_status_parse(struct monitor_status *status, const char *text, size_t length);

/* Frees what STATUS holds and empties it. An empty (zeroed) one is fine. */
void monitor_status_free(struct monitor_status *status);

/*
 * Sorts the probes by COLUMN, hidden ones behind all others; those alike by index,
 * rising. Names by their bytes; in the column of states "off" comes before "on".
 */
void monitor_status_sort(
	struct monitor_status *status, enum monitor_column column, bool descending);

/* The heading of COLUMN, one word. */
const char *monitor_column_title(enum monitor_column column);

/* True for the columns that are best read from the largest down: hits, cycles, rates. */
bool monitor_column_descends(enum monitor_column column);

#endif
