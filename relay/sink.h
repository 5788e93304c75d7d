/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A sink: what output is written to, whatever it is: a file, a pipe, a FIFO that no one
 * reads yet, a terminal, a socket. No call ever blocks on a slow reader, in
 * whatever mode the descriptor came, and each error that a write can meet has one
 * meaning.
 */
#ifndef RELAY_SINK_H
#define RELAY_SINK_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>
#include <sys/uio.h>

/* What became of a write, or what becomes of the next one. */
enum sink_status {
	SINK_OK,
	SINK_BLOCKED, /* its reader is slow: poll sink_fd() for POLLOUT */
	SINK_UNREAD,  /* a FIFO that no one has opened to read yet: try again later */
	SINK_FULL,    /* there is no room for it, which may change: try again later */
	SINK_BROKEN,  /* it takes nothing for a reason that waiting does not heal */
	SINK_CLOSED,  /* no one reads it any more, for good */
};

struct sink {
	int fd; /* -1: closed */
	enum { SINK_PLAIN, SINK_CAREFUL, SINK_SOCKET, SINK_AWAITED } method;
	bool terminal;
	bool has_reader; /* a pipe, terminal or socket: that its reader is gone can be seen */
};

/* How a sink_open() begins; together with O_CREAT, O_APPEND and mode 0666 less the umask. */
enum sink_start {
	SINK_EMPTY,  /* a file that is there is emptied */
	SINK_EXTEND, /* and this goes on behind what is in it */
	SINK_CREATE, /* none may be there: -EEXIST */
};

/* Takes over FD, a descriptor that the caller does not use any more. */
void sink_adopt(struct sink *sink, int fd);

/*
 * Opens NAME. A FIFO that no one reads is opened, too: it is SINK_UNREAD until
 * someone does. Returns 0 or -errno; SINK is written only when that is 0.
 */
int sink_open(struct sink *sink, const char *name, enum sink_start start);

/*
 * Writes up to LENGTH bytes of DATA, at least one. Sets *WRITTEN to how many were,
 * and unless it returns SINK_OK *ERROR to an errno; 0 when nothing was taken
 * without a reason.
 */
enum sink_status sink_write(
	struct sink *sink, const char *data, size_t length, size_t *written, int *error);

/* The same of what the COUNT PARTS hold, at most IOV_MAX, of which none is empty. */
enum sink_status sink_write_parts(
	struct sink *sink, const struct iovec *parts, int count, size_t *written, int *error);

/* What ERROR of a write means, for a TERMINAL or something else. Pure. */
enum sink_status sink_meaning(int error, bool terminal);

/*
 * The descriptor to poll: POLLOUT tells that a SINK_BLOCKED one takes more, POLLERR
 * and POLLHUP that its reader is gone. -1: it tells nothing.
 */
int sink_fd(const struct sink *sink);

/* True while it is a FIFO that no one has opened to read yet. Looks whether someone has. */
bool sink_awaits_reader(struct sink *sink);

/* Closes it, if it is open. Returns 0, or -errno: then not all that was written is there. */
int sink_close(struct sink *sink);

/* True while a sink of STATUS takes nothing, which may change. */
static inline bool sink_waits(enum sink_status status)
{
	return status >= SINK_BLOCKED && status <= SINK_FULL;
}

#endif
