/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Writing without blocking. What a caller's descriptor shares with other processes
 * (its O_NONBLOCK flag) is left alone: a pipe or a terminal is opened once more
 * for ourselves.
 */
#include "relay/sink.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "common/await.h"
#include "relay/brief_write.h"

/* A pipe holds as much as a round of the relay brings, so that it is not blocked within one. */
#define PIPE_SIZE (256 * 1024)

/* A pipe or terminal that is ready mostly takes this much without blocking (PIPE_BUF). */
#define CAREFUL_SIZE 4096

#define OPEN_FLAGS (O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)

/* --- Opening --------------------------------------------------------------------------------- */

/* Opens what FD, a descriptor of any kind, is open on once more. Returns a descriptor or -errno. */
static int open_again(int fd)
{
	char path[64];
	unsigned number;

	/* The master of a terminal: each time that it is opened there is another terminal. */
	if (ioctl(fd, TIOCGPTN, &number) == 0)
		return -ENXIO;
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	int own = open(path, OPEN_FLAGS);
	return own < 0 ? -errno : own;
}

void sink_adopt(struct sink *sink, int fd)
{
	struct stat st;
	int own;

	*sink = (struct sink){.fd = fd, .method = SINK_PLAIN};
	if (fstat(fd, &st) != 0 || S_ISREG(st.st_mode) || S_ISBLK(st.st_mode))
		return;
	if (S_ISSOCK(st.st_mode)) {
		sink->method = SINK_SOCKET;
		sink->has_reader = true;
		return;
	}
	/* A terminal that has hung up already is known by EIO. */
	sink->terminal = S_ISCHR(st.st_mode) && (isatty(fd) || errno == EIO);
	sink->has_reader = sink->terminal || S_ISFIFO(st.st_mode);
	if (S_ISFIFO(st.st_mode) && fcntl(fd, F_GETPIPE_SZ) < PIPE_SIZE)
		fcntl(fd, F_SETPIPE_SZ, PIPE_SIZE); /* as it is will do, too */
	if (fcntl(fd, F_GETFL) & O_NONBLOCK)
		return;
	own = open_again(fd);
	if (own < 0) {
		sink->method = SINK_CAREFUL;
		return;
	}
	close(fd);
	sink->fd = own;
}

/* Connects to the socket NAME. Returns a descriptor or -errno. */
static int open_socket(const char *name)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	int fd, rc;

	if (strlen(name) >= sizeof(address.sun_path))
		return -ENAMETOOLONG;
	strcpy(address.sun_path, name);
	fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (fd < 0)
		return -errno;
	if (connect(fd, (struct sockaddr *)&address, sizeof(address)) == 0)
		return fd;
	rc = -errno;
	close(fd);
	return rc;
}

/* NAME is what O_WRONLY does not open: a FIFO that no one reads yet, or a socket. */
static int open_special(struct sink *sink, const char *name)
{
	struct stat st;
	int fd = open(name, O_PATH | O_CLOEXEC);

	if (fd < 0)
		return -errno;
	if (fstat(fd, &st) == 0 && S_ISFIFO(st.st_mode)) {
		*sink = (struct sink){.fd = fd, .method = SINK_AWAITED};
		return 0;
	}
	close(fd);
	fd = S_ISSOCK(st.st_mode) ? open_socket(name) : -ENXIO;
	if (fd < 0)
		return fd;
	sink_adopt(sink, fd);
	return 0;
}

int sink_open(struct sink *sink, const char *name, enum sink_start start)
{
	static const int flags[] = {
		[SINK_EMPTY] = O_TRUNC, [SINK_EXTEND] = 0, [SINK_CREATE] = O_EXCL};
	int fd = open(name, OPEN_FLAGS | O_CREAT | O_APPEND | flags[start], 0666);

	if (fd < 0)
		return errno == ENXIO ? open_special(sink, name) : -errno;
	sink_adopt(sink, fd);
	return 0;
}

/* --- Writing --------------------------------------------------------------------------------- */

bool sink_awaits_reader(struct sink *sink)
{
	int fd = sink->method == SINK_AWAITED ? open_again(sink->fd) : -1;

	if (fd >= 0) {
		close(sink->fd);
		sink_adopt(sink, fd);
	}
	return sink->method == SINK_AWAITED;
}

/* As writev(2). */
static ssize_t write_some(const struct sink *sink, const struct iovec *parts, int count)
{
	const struct msghdr message = {
		.msg_iov = (struct iovec *)parts, .msg_iovlen = (size_t)count};
	size_t first = parts->iov_len < CAREFUL_SIZE ? parts->iov_len : CAREFUL_SIZE;
	struct pollfd ready = {.fd = sink->fd, .events = POLLOUT};
	ssize_t done;

	switch (sink->method) {
	case SINK_SOCKET:
		done = sendmsg(sink->fd, &message, MSG_DONTWAIT | MSG_NOSIGNAL);
		if (done >= 0 || errno != EMSGSIZE)
			return done;
		/* One whose messages stay apart has a largest one, which it does not tell. */
		return send(sink->fd, parts->iov_base, first, MSG_DONTWAIT | MSG_NOSIGNAL);
	case SINK_CAREFUL:
		if (await(&ready, 1, 0) != 1) {
			errno = EAGAIN;
			return -1;
		}
		return brief_write(sink->fd, parts->iov_base, first);
	case SINK_PLAIN:
	case SINK_AWAITED:
		break;
	}
	return count > 1 ? writev(sink->fd, parts, count)
			 : write(sink->fd, parts->iov_base, parts->iov_len);
}

enum sink_status sink_meaning(int error, bool terminal)
{
	switch (error) {
	case EAGAIN:
		return SINK_BLOCKED;
	case EPIPE:
	case ECONNRESET:
	case ENOTCONN:
		return SINK_CLOSED;
	case EIO:
		return terminal ? SINK_CLOSED : SINK_BROKEN; /* that has hung up */
	case 0:
	case ENOSPC:
	case EDQUOT:
	case EFBIG: /* of RLIMIT_FSIZE, which someone may raise */
	case ENOMEM:
	case ENOBUFS:
		return SINK_FULL;
	}
	return SINK_BROKEN;
}

enum sink_status sink_write_parts(
	struct sink *sink, const struct iovec *parts, int count, size_t *written, int *error)
{
	ssize_t done;

	*written = 0;
	if (sink_awaits_reader(sink)) {
		*error = ENXIO;
		return SINK_UNREAD;
	}
	do
		done = write_some(sink, parts, count);
	while (done < 0 && errno == EINTR);
	if (done > 0) {
		*written = (size_t)done;
		return SINK_OK;
	}
	*error = done < 0 ? errno : 0;
	return sink_meaning(*error, sink->terminal);
}

enum sink_status sink_write(
	struct sink *sink, const char *data, size_t length, size_t *written, int *error)
{
	const struct iovec part = {(char *)data, length};

	return sink_write_parts(sink, &part, 1, written, error);
}

int sink_fd(const struct sink *sink)
{
	return sink->method == SINK_AWAITED ? -1 : sink->fd;
}

int sink_close(struct sink *sink)
{
	int rc = 0;

	sink_awaits_reader(sink); /* one who has just come sees an end */
	/* An interrupted close is not made undone, on Linux. */
	if (sink->fd >= 0 && close(sink->fd) != 0 && errno != EINTR)
		rc = -errno;
	*sink = (struct sink){.fd = -1};
	return rc;
}
