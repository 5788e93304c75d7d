/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The history: the numbered files of all outputs of a run, with those that earlier runs
 * left, the oldest first. It knows how many bytes they have, and removes the oldest
 * where there is more than is to be kept (-S SIZE,N, --keep-total); those that are done go
 * to the archive (--compress). What is being written to stays.
 */
#ifndef RELAY_HISTORY_H
#define RELAY_HISTORY_H

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

#include "relay/archive.h"

struct kept_file {
	struct kept_file *next;
	unsigned cpu; /* whose output it has; in one for all CPUs the first one's */
	bool done;    /* nothing is written to it any more */
	bool found;   /* an earlier run left it, unless another session claims it */
	bool packed;  /* only its compressed form is there, and stays as large */
	int64_t age;  /* when it was last written to, as an earlier run left it */
	uint64_t bytes;
	char name[];
};

/* Threads that each write to a file of their own share it. */
struct history {
	pthread_mutex_t lock; /* of what is below; PTHREAD_MUTEX_INITIALIZER */
	uint64_t bytes;       /* that they have, as far as was looked */
	struct kept_file *oldest;
	struct kept_file *found; /* the last of its CPU's as long as none is begun; or NULL */
	/* Does not change: */
	unsigned files_max;      /* of each CPU; 0: keep all */
	uint64_t bytes_max;      /* over all files; 0: any */
	struct archive *archive; /* the caller's, or NULL: files stay as they are */
};

/* What an earlier run left: the bytes of a file and its compressed form, of which there may be
 * both, and when it was last written to, in ns. */
struct found_file {
	uint64_t bytes;
	int64_t age;
	bool plain; /* it is not, or not only, there compressed */
};

/*
 * Notes the file NAME of CPU, which an earlier run left: those of a CPU in the order of their
 * numbers, before a file of that CPU is begun.
 */
void history_found(
	struct history *history, unsigned cpu, const char *name, const struct found_file *found);

/* Notes that the file NAME of CPU is begun, and the one before it done; removes the oldest of
 * that CPU that are too many. */
void history_begun(struct history *history, unsigned cpu, const char *name);

/* Notes that CPU's file has BYTES, or is about to, and makes room for them. */
void history_grown(struct history *history, unsigned cpu, uint64_t bytes);

/* Notes that nothing is written any more: the last files are done, too. */
void history_over(struct history *history);

/* Frees what belongs to HISTORY. */
void history_free(struct history *history);

#endif
