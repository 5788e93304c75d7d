/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Writing without blocking, and switching files. What a caller's descriptor
 * shares with other processes (its O_NONBLOCK flag) is left alone: a pipe or
 * a terminal is opened once more for ourselves.
 */
#include "relay/outfile.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "common/report.h"

#define BUFFER_SIZE (256u * 1024)

/* As many messages are gathered at most. */
#define PIECES_MAX 8192

/* A pipe holds as much as a round of the relay brings, so that it is not blocked within one. */
#define PIPE_SIZE (256 * 1024)

/* A pipe or terminal that is ready takes this much without blocking (PIPE_BUF). */
#define CAREFUL_SIZE 4096

/* Finds out how to write to FD without blocking; may replace it by a descriptor of our own. */
static void choose_method(struct outfile *outfile)
{
	struct stat st;
	char path[64];

	outfile->method = WRITE_PLAIN;
	if (fstat(outfile->fd, &st) != 0 || S_ISREG(st.st_mode) || S_ISBLK(st.st_mode))
		return;
	if (S_ISSOCK(st.st_mode)) {
		outfile->method = WRITE_SOCKET;
		return;
	}
	if (S_ISFIFO(st.st_mode) && fcntl(outfile->fd, F_GETPIPE_SZ) < PIPE_SIZE)
		fcntl(outfile->fd, F_SETPIPE_SZ, PIPE_SIZE); /* as it is will do, too */
	if (fcntl(outfile->fd, F_GETFL) & O_NONBLOCK)
		return;
	snprintf(path, sizeof(path), "/proc/self/fd/%d", outfile->fd);
	int own = open(path, O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	if (own < 0) {
		outfile->method = WRITE_CAREFUL;
		return;
	}
	close(outfile->fd);
	outfile->fd = own;
}

static int prepare(struct outfile *outfile)
{
	outfile->buffer = malloc(BUFFER_SIZE);
	outfile->pieces = reallocarray(NULL, PIECES_MAX, sizeof(*outfile->pieces));
	if (!outfile->buffer || !outfile->pieces)
		return -ENOMEM;
	choose_method(outfile);
	return 0;
}

int outfile_open_stdout(struct outfile *outfile)
{
	int rc;

	*outfile = (struct outfile){.fd = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3)};
	rc = outfile->fd < 0 ? -errno : prepare(outfile);
	if (rc)
		report_error("Couldn't write to standard output: %s", strerror(-rc));
	return rc;
}

/* A FIFO that no one reads yet, or a socket: what O_WRONLY does not open. */
static int open_special(const char *name)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	struct stat st;

	if (stat(name, &st) != 0)
		return -errno;
	if (S_ISFIFO(st.st_mode)) {
		/* Being a reader too keeps it open until another one comes. */
		int fd = open(name, O_RDWR | O_NONBLOCK | O_CLOEXEC);
		return fd < 0 ? -errno : fd;
	}
	if (!S_ISSOCK(st.st_mode))
		return -ENXIO;
	if (strlen(name) >= sizeof(address.sun_path))
		return -ENAMETOOLONG;
	strcpy(address.sun_path, name);
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (fd < 0)
		return -errno;
	if (connect(fd, (struct sockaddr *)&address, sizeof(address)) != 0) {
		int rc = -errno;
		close(fd);
		return rc;
	}
	return fd;
}

/* Remembers NAME and removes the oldest file when there are more than may be kept. */
static void keep(struct outfile *outfile, const char *name)
{
	size_t size = strlen(name) + 1;
	struct kept_file *file = outfile->files_max ? malloc(sizeof(*file) + size) : NULL;

	if (!file)
		return;
	memcpy(file->name, name, size);
	file->next = NULL;
	*(outfile->newest ? &outfile->newest->next : &outfile->oldest) = file;
	outfile->newest = file;
	if (++outfile->files <= outfile->files_max)
		return;
	file = outfile->oldest;
	if (unlink(file->name) != 0 && errno != ENOENT)
		report_warning(
			"Couldn't remove the old output file %s: %s", file->name, strerror(errno));
	outfile->oldest = file->next;
	outfile->files--;
	free(file);
}

/* Opens the file of number NUMBER in place of the current one. Reports trouble once. */
static int open_number(struct outfile *outfile, unsigned number)
{
	char name[PATH_MAX];
	time_t now = time(NULL);
	struct tm when;
	int fd = -ENAMETOOLONG;

	localtime_r(&now, &when);
	if (outfile_name(name, sizeof(name), outfile->naming, outfile->cpu, number, &when)) {
		fd = open(name, O_WRONLY | O_CREAT | O_TRUNC | O_NONBLOCK | O_NOCTTY | O_CLOEXEC,
			0666);
		if (fd < 0)
			fd = errno == ENXIO ? open_special(name) : -errno;
	} else {
		snprintf(name, sizeof(name), "%s", outfile->naming->pattern);
	}
	if (fd < 0) {
		if (!outfile->complained)
			report_error("Couldn't open output file %s: %s", name, strerror(-fd));
		outfile->complained = true;
		return fd;
	}
	if (outfile->fd >= 0)
		close(outfile->fd);
	outfile->fd = fd;
	outfile->number = number;
	outfile->size = 0;
	outfile->switch_wanted = false;
	outfile->complained = false;
	keep(outfile, name);
	choose_method(outfile);
	return 0;
}

int outfile_open(struct outfile *outfile, const struct outfile_naming *naming, unsigned cpu,
	uint64_t size_max, unsigned files_max)
{
	*outfile = (struct outfile){
		.fd = -1,
		.naming = naming,
		.cpu = cpu,
		.size_max = size_max,
		.files_max = files_max,
	};
	int rc = open_number(outfile, 0);
	return rc ? rc : prepare(outfile);
}

static ssize_t write_some(const struct outfile *outfile, const char *data, size_t length)
{
	struct pollfd ready = {.fd = outfile->fd, .events = POLLOUT};

	switch (outfile->method) {
	case WRITE_SOCKET:
		return send(outfile->fd, data, length, MSG_DONTWAIT | MSG_NOSIGNAL);
	case WRITE_CAREFUL:
		if (poll(&ready, 1, 0) == 0) {
			errno = EAGAIN;
			return -1;
		}
		return write(outfile->fd, data, length < CAREFUL_SIZE ? length : CAREFUL_SIZE);
	case WRITE_PLAIN:
		break;
	}
	return write(outfile->fd, data, length);
}

static enum outfile_status trouble(struct outfile *outfile, int error)
{
	switch (error) {
	case EAGAIN:
		return OUTFILE_BLOCKED;
	case EPIPE:
	case ECONNRESET:
		return OUTFILE_CLOSED;
	}
	if (!outfile->complained)
		report_warning(
			"Couldn't write the output: %s. It is kept as long as the buffers have "
			"room, and tried again.",
			strerror(error));
	outfile->complained = true;
	return OUTFILE_FULL;
}

enum outfile_status outfile_flush(struct outfile *outfile)
{
	while (outfile->begin < outfile->end) {
		ssize_t written = write_some(
			outfile, outfile->buffer + outfile->begin, outfile->end - outfile->begin);

		if (written < 0 && errno == EINTR)
			continue;
		if (written < 0)
			return trouble(outfile, errno);
		outfile->complained = false;
		outfile->begin += (size_t)written;
		outfile->written += (size_t)written;
	}
	outfile->begin = outfile->end = outfile->piece_count = 0;
	return OUTFILE_OK;
}

void outfile_drop(struct outfile *outfile,
	void (*dropped)(void *context, unsigned owner, size_t bytes), void *context)
{
	for (unsigned i = 0; i < outfile->piece_count; i++) {
		const struct outfile_piece *piece = &outfile->pieces[i];

		if (piece->end <= outfile->begin)
			continue;
		dropped(context, piece->owner, piece->end - outfile->begin);
		outfile->begin = piece->end;
	}
	outfile->begin = outfile->end = outfile->piece_count = 0;
}

/* Begins the next file if that is wanted. */
static enum outfile_status begin_next(struct outfile *outfile)
{
	enum outfile_status status = outfile_flush(outfile);

	if (status != OUTFILE_OK)
		return status;
	return open_number(outfile, outfile->number + 1) == 0 ? OUTFILE_OK : OUTFILE_FULL;
}

enum outfile_status outfile_switch(struct outfile *outfile)
{
	if (!outfile->naming || !outfile->naming->pattern)
		return OUTFILE_OK;
	outfile->switch_wanted = true;
	return begin_next(outfile);
}

enum outfile_status outfile_put(
	struct outfile *outfile, const char *data, size_t length, unsigned owner)
{
	bool too_large = outfile->size_max && outfile->size > 0 &&
			 outfile->size + length > outfile->size_max;

	if (outfile->switch_wanted || too_large) {
		enum outfile_status status = begin_next(outfile);

		if (status != OUTFILE_OK)
			return status;
	}
	if (length > BUFFER_SIZE - outfile->end || outfile->piece_count == PIECES_MAX) {
		enum outfile_status status = outfile_flush(outfile);

		if (status != OUTFILE_OK)
			return status;
	}
	memcpy(outfile->buffer + outfile->end, data, length);
	outfile->end += length;
	outfile->pieces[outfile->piece_count++] =
		(struct outfile_piece){.end = (uint32_t)outfile->end, .owner = owner};
	outfile->size += length;
	return OUTFILE_OK;
}

void outfile_close(struct outfile *outfile)
{
	while (outfile->oldest) {
		struct kept_file *file = outfile->oldest;

		outfile->oldest = file->next;
		free(file);
	}
	free(outfile->buffer);
	free(outfile->pieces);
	if (outfile->fd >= 0)
		close(outfile->fd);
	*outfile = (struct outfile){.fd = -1};
}
