/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The thread has room for one waiting object: the newest. */
#include "stats/stats_file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "common/report.h"
#include "common/thread.h"

/* How long the end waits for a file system that hangs, or a reader that does not read. */
#define PATIENCE_S 1

/* Bytes of a name that leave room for what makes another one of it. */
#define BASE_MAX (NAME_MAX - 16)

struct stats_file {
	const char *name;
	int fd; /* of what is no file; -1: it is one, or is not open */
	bool told;

	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t changed;
	char *next; /* the object that is to be written, or NULL */
	bool over;  /* no other comes */
};

/* --- Writing --------------------------------------------------------------------------------- */

/* Returns 0 or -errno. */
static int write_all(int fd, const char *text, size_t length)
{
	struct pollfd room = {.fd = fd, .events = POLLOUT};

	while (length > 0) {
		ssize_t written = write(fd, text, length);

		if (written > 0) {
			text += written;
			length -= (size_t)written;
		} else if (written < 0 && errno == EAGAIN) {
			poll(&room, 1, -1);
		} else if (written == 0 || errno != EINTR) {
			return written < 0 ? -errno : -EIO;
		}
	}
	return 0;
}

/*
 * Makes a new file beside TARGET, under a name that nothing there has. (Chance of the kernel's
 * would have to be waited for on a machine that has just started.) Returns a descriptor, with
 * its name in NAME, or -errno.
 */
static int make_beside(const char *target, char name[static PATH_MAX])
{
	const char *slash = strrchr(target, '/');
	int folder = slash ? (int)(slash + 1 - target) : 0, fd;
	struct timespec now;

	do {
		clock_gettime(CLOCK_REALTIME, &now);
		if (snprintf(name, PATH_MAX, "%.*s.%.*s.%08lx", folder, target, BASE_MAX,
			    target + folder, (unsigned long)now.tv_nsec) >= PATH_MAX)
			return -ENAMETOOLONG;
		fd = open(name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
	} while (fd < 0 && errno == EEXIST);
	return fd < 0 ? -errno : fd;
}

/*
 * Writes to TARGET where NAME leads, as the kernel follows it: not over a link that someone else
 * laid out in a folder that all may write to. A link that leads nowhere gets an empty file there.
 * Returns 0 or -errno.
 */
static int find_target(const char *name, char target[static PATH_MAX])
{
	char link[32];
	struct stat st;
	int fd = open(name, O_PATH | O_CLOEXEC), rc = 0;

	if (fd < 0 && errno == ENOENT && lstat(name, &st) == 0)
		fd = open(name, O_WRONLY | O_CREAT | O_NONBLOCK | O_NOCTTY | O_CLOEXEC, 0666);
	if (fd < 0 && errno != ENOENT)
		return -errno;
	snprintf(link, sizeof(link), "/proc/self/fd/%d", fd);
	ssize_t length = fd < 0 ? 0 : readlink(link, target, PATH_MAX - 1);
	if (length < 0)
		rc = -errno;
	else
		target[length] = '\0';
	/* A file that was removed meanwhile has no name, and what is called so is no name either.
	 */
	bool is_there = fd >= 0 && fstat(fd, &st) == 0 && st.st_nlink > 0;
	if (!rc && !is_there)
		strcpy(target, name); /* what open(2) took is no longer than a path */
	if (fd >= 0)
		close(fd);
	return rc;
}

/* Puts the LENGTH bytes of TEXT in the place of the file NAME, or where that is a link to. */
static int replace(const char *name, const char *text, size_t length)
{
	char target[PATH_MAX], fresh[PATH_MAX];
	int rc = find_target(name, target);
	int fd = rc ? rc : make_beside(target, fresh);

	if (fd < 0)
		return fd;
	rc = write_all(fd, text, length);
	if (close(fd) && !rc)
		rc = -errno;
	if (!rc && rename(fresh, target))
		rc = -errno;
	if (rc)
		unlink(fresh);
	return rc;
}

/* A FIFO or a device that has the name is written to, never replaced. Returns 0 or -errno. */
static int open_special(struct stats_file *file)
{
	struct stat st;

	if (file->fd >= 0)
		return 0;
	if (stat(file->name, &st) || S_ISREG(st.st_mode))
		return 0;
	int fd = open(file->name, O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	if (fd < 0)
		return -errno;
	if (fstat(fd, &st) || S_ISREG(st.st_mode)) {
		close(fd);
		return -EAGAIN;
	}
	/* From here on who reads it is waited for: an object is one write. */
	fcntl(fd, F_SETFL, 0);
	file->fd = fd;
	return 0;
}

static const char *reason(int error)
{
	return error == ENXIO ? "no one reads it" : strerror(error);
}

static void put_out(struct stats_file *file, const char *object)
{
	int rc = open_special(file);

	if (!rc && file->fd >= 0)
		rc = write_all(file->fd, object, strlen(object));
	else if (!rc)
		rc = replace(file->name, object, strlen(object));
	if (rc && !file->told) {
		file->told = true;
		report_warning("Couldn't write statistics to %s: %s. The session goes on without.",
			file->name, reason(-rc));
	}
}

/* --- The thread ------------------------------------------------------------------------------ */

static void release(struct stats_file *file)
{
	if (file->fd >= 0)
		close(file->fd);
	free(file->next);
	pthread_cond_destroy(&file->changed);
	pthread_mutex_destroy(&file->lock);
	free(file);
}

static void *stats_thread(void *argument)
{
	struct stats_file *file = argument;

	pthread_mutex_lock(&file->lock);
	for (;;) {
		while (!file->next && !file->over)
			pthread_cond_wait(&file->changed, &file->lock);
		char *object = file->next;
		file->next = NULL;
		if (!object)
			break;
		pthread_mutex_unlock(&file->lock);
		put_out(file, object);
		free(object);
		pthread_mutex_lock(&file->lock);
	}
	pthread_mutex_unlock(&file->lock);
	return NULL;
}

struct stats_file *stats_file_open(const char *name, int descriptor)
{
	struct stats_file *file = malloc(sizeof(*file));
	int rc = file ? 0 : ENOMEM;

	if (file) {
		*file = (struct stats_file){.name = name, .fd = descriptor ? descriptor : -1};
		pthread_mutex_init(&file->lock, NULL);
		pthread_cond_init(&file->changed, NULL);
		rc = thread_start(&file->thread, 0, stats_thread, file);
	}
	if (!rc)
		return file;
	report_warning("Couldn't write statistics to %s: %s. The session goes on without.", name,
		strerror(rc));
	if (file)
		release(file);
	return NULL;
}

void stats_file_put(struct stats_file *file, char *object)
{
	if (!file || !object) {
		free(object);
		return;
	}
	pthread_mutex_lock(&file->lock);
	free(file->next);
	file->next = object;
	pthread_cond_signal(&file->changed);
	pthread_mutex_unlock(&file->lock);
}

void stats_file_close(struct stats_file *file)
{
	if (!file)
		return;
	pthread_mutex_lock(&file->lock);
	file->over = true;
	pthread_cond_signal(&file->changed);
	pthread_mutex_unlock(&file->lock);
	if (thread_join(file->thread, PATIENCE_S))
		release(file);
	else
		pthread_detach(file->thread);
}
