/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The output files of one CPU of a bulk session, in the order in which they
 * were written (with -S or SIGUSR2 there are several), read as one stream of
 * bytes into the buffer of a merge source. One of them is open at a time.
 */
#ifndef STAP_MERGE_SERIES_H
#define STAP_MERGE_SERIES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "stap-merge/input.h"
#include "stream/merge.h"

struct series_file {
	const char *name;
	unsigned position; /* on the command line */
};

struct series {
	const struct series_file *files; /* the caller's, in order */
	unsigned count;
	unsigned opened;    /* so many have been opened */
	struct input input; /* the last of these, if it is open */
	size_t room;        /* the size of the source's buffer */
	uint64_t bytes;     /* read */
	uint64_t lead;      /* of these, before the first frame */
	uint64_t frames;    /* that were taken off it, with cut ones: */
	uint64_t cut;
	uint64_t missing; /* bytes that these lack */
};

/*
 * Pure: takes apart the name of a later file of a CPU, FILE_N.M or FILE_cpuN.M, compressed
 * (.zst) or not.
 * Returns the length of what it shares with that CPU's other files, the part
 * before ".M", with *NUMBER as M; for any other name its length, with -1, so
 * that FILE_N comes before FILE_N.1.
 */
size_t series_name(const char *name, long *number);

/* Pure: are these two of one CPU? */
bool series_same(const char *one, const char *other);

/* For qsort() of struct series_file: those of one CPU beside each other, in the order of writing.
 */
int series_compare(const void *one, const void *other);

/*
 * Pure: the dialect of the SIZE bytes at DATA with which a stream begins: the
 * one in which more of them belong to frames, or DIALECT_UNKNOWN when most
 * belong to none.
 */
enum dialect series_dialect(const char *data, size_t size);

/*
 * Opens the next file. Returns false after reporting why it can't; the first
 * one is the caller's to open.
 */
bool series_open(struct series *series);

/*
 * Reads more bytes into SOURCE, which begins as zeros, or finds that there are
 * none (SOURCE->complete). Returns false after reporting why it can't, or
 * that this is something else.
 */
bool series_read(struct series *series, struct merge_source *source);

/* Has SOURCE, one of COUNT, as many bytes as it may? */
bool series_is_full(const struct merge_source *source, unsigned count);

/* Is the first file of SERIES the first that was written, by its name? */
bool series_is_from_the_first(const struct series *series);

/* Closes what is open and frees the buffer of SOURCE. */
void series_close(struct series *series, struct merge_source *source);

#endif
