/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One place that output goes to: standard output, or a file and its successors
 * (-S, SIGUSR2). Messages are gathered and written together; no call ever blocks.
 * A next file that can't be opened is no loss: the current one goes on.
 */
#ifndef RELAY_OUTFILE_H
#define RELAY_OUTFILE_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "relay/counter.h"
#include "relay/file_series.h"
#include "relay/gather.h"
#include "relay/rotation.h"
#include "relay/sink.h"
#include "relay/writeback.h"

/* Messages that are gathered at most. */
#define OUTFILE_PIECES_MAX 8192u

/* A message in the buffer. */
struct outfile_piece {
	uint32_t end; /* as in struct gather */
	unsigned owner;
};

struct outfile {
	struct sink sink;
	struct file_series series; /* naming NULL: a descriptor, which has no next file */
	char *name; /* of what is written to, for messages; outfile_copy_name() is for other threads
		     */
	enum rotation_state rotation;
	uint64_t size;                /* bytes in the current file, with what waits */
	uint64_t size_max;            /* 0: unlimited */
	uint64_t turn_ns;             /* after so long the next file begins; 0: never */
	uint64_t turn;                /* when that is (relay/clock.h) */
	bool printable;               /* a terminal, which is not to obey what comes */
	bool broken;                  /* the current file takes nothing any more */
	bool complained;              /* the present trouble has been reported, */
	bool told_overdue;            /* that the next file can't be opened has */
	bool incomplete;              /* of some file not all is there that was written */
	int error;                    /* of the last trouble, an errno */
	struct gather gather;         /* what waits */
	size_t limit;                 /* up to here its end goes on with nothing to decide */
	struct outfile_piece *pieces; /* since nothing waited last */
	unsigned piece_count;
	struct writeback *writeback; /* the caller's, or NULL */
	uint64_t behind;             /* bytes since that was told of the current file, */
	bool told_behind;            /* if it was */
	counter written;             /* bytes, over all files */
	counter begun;               /* files */
};

/* Makes OUTFILE write to standard output. Returns 0, or -errno after reporting why. */
int outfile_open_stdout(struct outfile *outfile);

/*
 * The same for DESCRIPTOR, the caller's, which is called NAME; it is taken over in
 * either case, and has no next file.
 */
int outfile_open_descriptor(struct outfile *outfile, int descriptor, const char *name);

/*
 * Makes OUTFILE write to the file of CPU that NAMING (which must outlive it)
 * names; it is created as 0666 less the umask, or emptied. At most SIZE_MAX
 * bytes go into each file, 0: any, and what HISTORY (or NULL) keeps is kept. Returns 0,
 * or -errno after reporting why.
 */
int outfile_open(struct outfile *outfile, const struct outfile_naming *naming, unsigned cpu,
	uint64_t size_max, struct history *history);

/* Has the next file begin at FIRST (relay/clock.h), and then each NS; not where nothing is in the
 * current one. */
void outfile_turn_each(struct outfile *outfile, uint64_t first, uint64_t ns);

/* Begins the next file if that is due. */
enum sink_status outfile_turn(struct outfile *outfile);

/*
 * Takes the message of LENGTH bytes at DATA, whole or (unless SINK_OK) not at
 * all. Begins the next file first when that is due. OWNER is for outfile_drop(). DATA
 * may not change until the next outfile_flush().
 * Whoever is told SINK_BROKEN drops what waits, and each message until a next
 * file is begun.
 */
enum sink_status outfile_put(
	struct outfile *outfile, const char *data, size_t length, unsigned owner);

/* Writes what waits. */
enum sink_status outfile_flush(struct outfile *outfile);

/*
 * Begins the next file (SIGUSR2) as soon as what waits is written; at once where
 * the current one has no room for it, and then it goes into the next one. Nothing
 * for standard output.
 */
enum sink_status outfile_switch(struct outfile *outfile);

/* Tries again to open a next file that could not be opened when it was due. */
enum sink_status outfile_try_again(struct outfile *outfile);

/* True while a next file is due that could not be opened. */
static inline bool outfile_overdue(const struct outfile *outfile)
{
	return outfile->rotation == ROTATION_OVERDUE;
}

/*
 * Drops what waits; says for each message that is not, or not all, written
 * whose it was and how many bytes of it are dropped.
 */
void outfile_drop(struct outfile *outfile,
	void (*dropped)(void *context, unsigned owner, size_t bytes), void *context);

/* Bytes that wait to be written. */
static inline size_t outfile_waiting(const struct outfile *outfile)
{
	return outfile->gather.end - outfile->gather.begin;
}

/*
 * True when there is nothing to decide about a message of LENGTH bytes, at least one:
 * outfile_append() is enough, which is for what comes at full speed. Never so right
 * after a flush, or a drop.
 */
static inline bool outfile_has_room(const struct outfile *outfile, size_t length)
{
	return outfile->gather.end + length <= outfile->limit &&
	       outfile->piece_count != OUTFILE_PIECES_MAX;
}

/* Has the message, for which there is room, wait. */
static inline void outfile_append(
	struct outfile *outfile, const char *data, size_t length, unsigned owner)
{
	gather_add(&outfile->gather, data, length);
	outfile->size += length;
	outfile->pieces[outfile->piece_count++] =
		(struct outfile_piece){.end = (uint32_t)outfile->gather.end, .owner = owner};
}

/* Copies the name of what is written to, or was, to NAME: on any thread. "": it has none. */
void outfile_copy_name(const struct outfile *outfile, char *name, size_t size);

/* Ends what is written to: who reads it sees its end. Reports what was written and is not there. */
void outfile_finish(struct outfile *outfile);

/* Closes it, if it is open; what still waits is gone. Reports what was written and is not there. */
void outfile_close(struct outfile *outfile);

#endif
