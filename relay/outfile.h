/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One place that output goes to: standard output, or a file and its
 * successors (-S, SIGUSR2). Messages are gathered and written together; no
 * call ever blocks on a slow reader, whatever mode the descriptor came in.
 */
#ifndef RELAY_OUTFILE_H
#define RELAY_OUTFILE_H

#include <stdbool.h>
#include <stdint.h>

#include "relay/outfile_name.h"

enum outfile_status {
	OUTFILE_OK,
	OUTFILE_BLOCKED, /* its reader is slow: poll outfile_fd() for POLLOUT */
	OUTFILE_FULL,    /* the disk is full, or the next file cannot be made: try again later */
	OUTFILE_CLOSED,  /* no one reads it any more, for good */
};

struct kept_file {
	struct kept_file *next;
	char name[];
};

/* A message in the buffer. */
struct outfile_piece {
	uint32_t end; /* in the buffer */
	unsigned owner;
};

struct outfile {
	int fd;
	enum { WRITE_PLAIN, WRITE_CAREFUL, WRITE_SOCKET } method;
	const struct outfile_naming *naming; /* NULL: standard output */
	unsigned cpu;
	unsigned number;    /* of the current file, from 0 */
	uint64_t size;      /* bytes in the current file, with what waits in BUFFER */
	uint64_t size_max;  /* 0: unlimited */
	unsigned files_max; /* 0: keep all */
	unsigned files;     /* in the list: */
	struct kept_file *oldest, *newest;
	bool switch_wanted;
	bool complained; /* the present trouble has been reported */
	char *buffer;
	size_t begin, end;            /* what waits */
	struct outfile_piece *pieces; /* since the buffer was last empty */
	unsigned piece_count;
	uint64_t written; /* bytes, over all files */
};

/* Makes OUTFILE write to standard output. Returns 0, or -errno after reporting why. */
int outfile_open_stdout(struct outfile *outfile);

/*
 * Makes OUTFILE write to the file of CPU that NAMING (which must outlive it)
 * names; it is created as 0666 less the umask, or emptied. At most SIZE_MAX
 * bytes go into each file and FILES_MAX of them are kept; 0 for no limit.
 * Returns 0, or -errno after reporting why.
 */
int outfile_open(struct outfile *outfile, const struct outfile_naming *naming, unsigned cpu,
	uint64_t size_max, unsigned files_max);

/*
 * Takes the message of LENGTH bytes at DATA, whole or (unless OUTFILE_OK) not
 * at all. Begins the next file first when that is due. OWNER is for
 * outfile_drop().
 */
enum outfile_status outfile_put(
	struct outfile *outfile, const char *data, size_t length, unsigned owner);

/* Writes what waits. */
enum outfile_status outfile_flush(struct outfile *outfile);

/* Begins the next file (SIGUSR2) as soon as what waits is written. Nothing for standard output. */
enum outfile_status outfile_switch(struct outfile *outfile);

/*
 * Drops what waits; says for each message that is not, or not all, written
 * whose it was and how many bytes of it are dropped.
 */
void outfile_drop(struct outfile *outfile,
	void (*dropped)(void *context, unsigned owner, size_t bytes), void *context);

/* Bytes that wait to be written. */
static inline size_t outfile_waiting(const struct outfile *outfile)
{
	return outfile->end - outfile->begin;
}

/* Closes it; what still waits is dropped. */
void outfile_close(struct outfile *outfile);

#endif
