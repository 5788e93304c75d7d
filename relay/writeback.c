/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Copies of the descriptors that are told of wait in a list, which one thread takes from. */
#include "relay/writeback.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/report.h"
#include "common/thread.h"

#define PATIENCE_S 1

struct told {
	struct told *next;
	int fd;
	bool done;
	char name[];
};

struct writeback {
	pthread_mutex_t lock;
	pthread_cond_t changed;
	pthread_t thread;
	bool keep;
	bool running; /* there is a thread */
	bool over;
	struct told *first, **end;
	struct told *failed; /* of each name one, the thread's */
	atomic_int error;    /* the first that it met, -errno */
};

/* What was written and is not there, by what a call returned: others mean that there is no such
 * call. */
static int lost(int rc)
{
	return rc && (errno == EIO || errno == ENOSPC || errno == EDQUOT) ? -errno : 0;
}

/*
 * What was written last stays: it is not on the disk yet, and who follows the file reads
 * it. Returns 0, or -errno where something does not get there: the kernel says so once.
 */
static int write_out(int fd, bool done, bool keep)
{
	struct stat st;
	int rc;

	if (fstat(fd, &st))
		return 0;
	off_t behind = done ? st.st_size : st.st_size - (off_t)WRITEBACK_STEP;
	if (done)
		rc = lost(fdatasync(fd));
	else
		rc = lost(sync_file_range(fd, 0, 0, SYNC_FILE_RANGE_WRITE));
	if (behind <= 0)
		return rc;
	if (!done && !rc)
		rc = lost(sync_file_range(fd, 0, behind,
			SYNC_FILE_RANGE_WAIT_BEFORE | SYNC_FILE_RANGE_WRITE |
				SYNC_FILE_RANGE_WAIT_AFTER));
	if (!keep)
		posix_fadvise(fd, 0, behind, POSIX_FADV_DONTNEED);
	return rc;
}

/* TOLD, which is the thread's, met ERROR: a file says so once. */
static void fail(struct writeback *writeback, struct told *told, int error)
{
	const struct told *known = writeback->failed;

	while (known && strcmp(known->name, told->name) != 0)
		known = known->next;
	if (known) {
		free(told);
		return;
	}
	told->next = writeback->failed;
	writeback->failed = told;
	if (!writeback->error)
		writeback->error = error;
	report_error("Not all that was written to %s is there: %s", told->name, strerror(-error));
}

static struct told *take(struct writeback *writeback)
{
	struct told *told;

	pthread_mutex_lock(&writeback->lock);
	while (!writeback->first && !writeback->over)
		pthread_cond_wait(&writeback->changed, &writeback->lock);
	told = writeback->first;
	if (told) {
		writeback->first = told->next;
		if (!writeback->first)
			writeback->end = &writeback->first;
	}
	pthread_mutex_unlock(&writeback->lock);
	return told;
}

static void *writeback_thread(void *argument)
{
	struct writeback *writeback = argument;
	struct told *told;

	while ((told = take(writeback))) {
		int rc = write_out(told->fd, told->done, writeback->keep);

		close(told->fd);
		if (rc)
			fail(writeback, told, rc);
		else
			free(told);
	}
	return NULL;
}

struct writeback *writeback_make(bool keep)
{
	struct writeback *writeback = calloc(1, sizeof(*writeback));

	if (!writeback)
		return NULL;
	pthread_mutex_init(&writeback->lock, NULL);
	pthread_cond_init(&writeback->changed, NULL);
	writeback->keep = keep;
	writeback->end = &writeback->first;
	return writeback;
}

/* The lock is held. */
static bool start(struct writeback *writeback)
{
	writeback->running = thread_start(&writeback->thread, 0, writeback_thread, writeback) == 0;
	return writeback->running;
}

/* The lock is held. While the thread has enough to do, a file that grows is told of again later. */
static bool is_wanted(const struct writeback *writeback, bool done)
{
	return done || !writeback->first;
}

void writeback_tell(struct writeback *writeback, int fd, const char *name, bool done)
{
	size_t size = strlen(name) + 1;
	struct told *told = NULL;
	struct stat st;

	if (!writeback || fstat(fd, &st) || !S_ISREG(st.st_mode))
		return;
	pthread_mutex_lock(&writeback->lock);
	if (is_wanted(writeback, done) && (writeback->running || start(writeback)))
		told = malloc(sizeof(*told) + size);
	if (told) {
		*told = (struct told){.fd = fcntl(fd, F_DUPFD_CLOEXEC, 3), .done = done};
		memcpy(told->name, name, size);
		*writeback->end = told;
		writeback->end = &told->next;
		pthread_cond_signal(&writeback->changed);
	}
	pthread_mutex_unlock(&writeback->lock);
}

int writeback_free(struct writeback *writeback)
{
	if (!writeback)
		return 0;
	pthread_mutex_lock(&writeback->lock);
	writeback->over = true;
	pthread_cond_signal(&writeback->changed);
	pthread_mutex_unlock(&writeback->lock);
	/* A disk that hangs keeps it, and what it works on: this process goes on without. */
	if (writeback->running && !thread_join(writeback->thread, PATIENCE_S)) {
		pthread_detach(writeback->thread);
		return writeback->error;
	}
	int rc = writeback->error;
	while (writeback->failed) {
		struct told *told = writeback->failed;

		writeback->failed = told->next;
		free(told);
	}
	pthread_cond_destroy(&writeback->changed);
	pthread_mutex_destroy(&writeback->lock);
	free(writeback);
	return rc;
}
