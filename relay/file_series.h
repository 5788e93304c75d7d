/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The files of one output, one behind the other: opens the next, and with -S
 * removes the oldest. What someone else put there is never emptied; with -S what
 * earlier runs left counts as its own, so that their history goes on.
 */
#ifndef RELAY_FILE_SERIES_H
#define RELAY_FILE_SERIES_H

#include <limits.h>
#include <sys/types.h>
#include <time.h>

#include "relay/history.h"
#include "relay/outfile_name.h"
#include "relay/sink.h"

struct file_series {
	const struct outfile_naming *naming;
	unsigned cpu;
	struct history *history; /* NULL: nothing is ever removed */
	unsigned number;         /* of the current file */
	time_t named; /* its name is as of then: formats of strftime(3) give another now */
	struct {
		dev_t device;
		ino_t inode;
		mode_t mode;
		time_t named;
	} first; /* the file without a number, as it was when we opened it */
};

/*
 * Prepares SERIES of the files of CPU that NAMING names and HISTORY (or NULL) keeps, both
 * of which must outlive it.
 */
void file_series_init(struct file_series *series, const struct outfile_naming *naming, unsigned cpu,
	struct history *history);

/*
 * Opens the first file as SINK; one without a number is emptied. Returns 0 or -errno,
 * with its name in NAME in either case.
 */
int file_series_begin(struct file_series *series, struct sink *sink, char name[static PATH_MAX]);

/*
 * Opens the next one as SINK. Returns 0 or -errno, as above, or 1 when the current
 * one has no successor.
 */
int file_series_next(struct file_series *series, struct sink *sink, char name[static PATH_MAX]);

#endif
