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

/* So many bytes of a file tell what it begins with. */
#define SERIES_AHEAD 4096u

/* The header of a frame. */
struct series_head {
	enum dialect dialect;
	uint32_t number;
};

struct series {
	const struct series_file *files; /* the caller's, in order */
	unsigned count;
	unsigned opened;    /* so many have been opened */
	struct input input; /* the last of these, if it is open */
	size_t room;        /* the size of the source's buffer */
	/* Of this run: */
	uint64_t bytes;  /* read */
	uint64_t lead;   /* of these, before the first frame */
	uint64_t frames; /* that were taken off it */
	/* Of all runs: */
	uint64_t stray;   /* bytes that belong to no frame, in those that are over */
	uint64_t cut;     /* frames that are not whole: */
	uint64_t missing; /* bytes that these lack */
	/* What was read of a file before it was known whether it is of this run: */
	char ahead[SERIES_AHEAD];
	size_t ahead_begin, ahead_end;
	unsigned empties; /* files before it that are empty, one for each run that it waits for */
	bool empty;       /* so is the one that is open, as far as it was read */
	bool pends;       /* it begins with a frame: */
	struct series_head first; /* this */
};

/*
 * Pure: takes apart the name of a later file of a CPU, FILE_N.M or FILE_cpuN.M, compressed
 * (.zst) or not.
 * Returns the length of what it shares with that CPU's other files, the part
 * before ".M", with *NUMBER as M; for any other name its length, with -1, so
 * that FILE_N comes before FILE_N.1.
 */
size_t series_name(const char *name, long *number);

/* Pure: are these two of one CPU? FILE_N and FILE_cpuN are. */
bool series_same(const char *one, const char *other);

/* Pure: are these two forms of one file: as it was written, compressed, and not whole yet? */
bool series_same_file(const char *one, const char *other);

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
 * Pure: do the SIZE bytes at DATA begin with a frame, as far as they tell? *HEAD becomes its. Of
 * dialect 4, which marks none, all that follow have to be plausible, too, or as many as are no
 * chance.
 */
bool series_begins(const char *data, size_t size, struct series_head *head);

/*
 * Opens the next file. Returns false after reporting why it can't; the first
 * one is the caller's to open.
 */
bool series_open(struct series *series);

/*
 * Reads more bytes into SOURCE, which begins as zeros, or finds that there are
 * none (SOURCE->complete). As numbers tell of what run a file is that begins with a frame, it
 * pends (SERIES->pends): SOURCE is complete without it, and goes on with it when this is called
 * again. Returns false after reporting why it can't, or that this is something else.
 */
bool series_read(struct series *series, struct merge_source *source);

/* Has SOURCE, one of COUNT, as many bytes as it may? */
bool series_is_full(const struct merge_source *source, unsigned count);

/* How many bytes of SERIES belong to no frame. */
uint64_t series_stray(const struct series *series, const struct merge_source *source);

/* This run is over, but for what pends: SOURCE begins anew. */
void series_renew(struct series *series, struct merge_source *source);

/* Is the first file of SERIES the first that was written, by its name? */
bool series_is_from_the_first(const struct series *series);

/* Closes what is open and frees the buffer of SOURCE. */
void series_close(struct series *series, struct merge_source *source);

#endif
