/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Copies of the descriptors that are told of wait in a list, which one thread takes from. */
#include "relay/writeback.h"

#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define PATIENCE_S 1

struct told {
	struct told *next;
	int fd;
	bool done;
};

struct writeback {
	pthread_mutex_t lock;
	pthread_cond_t changed;
	pthread_t thread;
	bool keep;
	bool running; /* there is a thread */
	bool over;
	struct told *first, **end;
};

/* What was written last stays: it is not on the disk yet, and who follows the file reads it. */
static void write_out(int fd, bool done, bool keep)
{
	struct stat st;

	if (fstat(fd, &st))
		return;
	off_t behind = done ? st.st_size : st.st_size - (off_t)WRITEBACK_STEP;
	if (done)
		fdatasync(fd);
	else
		sync_file_range(fd, 0, 0, SYNC_FILE_RANGE_WRITE);
	if (behind <= 0)
		return;
	if (!done)
		sync_file_range(fd, 0, behind,
			SYNC_FILE_RANGE_WAIT_BEFORE | SYNC_FILE_RANGE_WRITE |
				SYNC_FILE_RANGE_WAIT_AFTER);
	if (!keep)
		posix_fadvise(fd, 0, behind, POSIX_FADV_DONTNEED);
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
		write_out(told->fd, told->done, writeback->keep);
		close(told->fd);
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
	sigset_t all, before;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	writeback->running =
		pthread_create(&writeback->thread, NULL, writeback_thread, writeback) == 0;
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return writeback->running;
}

/* The lock is held. While the thread has enough to do, a file that grows is told of again later. */
static bool is_wanted(const struct writeback *writeback, bool done)
{
	return done || !writeback->first;
}

void writeback_tell(struct writeback *writeback, int fd, bool done)
{
	struct told *told = NULL;
	struct stat st;

	if (!writeback || fstat(fd, &st) || !S_ISREG(st.st_mode))
		return;
	pthread_mutex_lock(&writeback->lock);
	if (is_wanted(writeback, done) && (writeback->running || start(writeback)))
		told = malloc(sizeof(*told));
	if (told) {
		*told = (struct told){.fd = fcntl(fd, F_DUPFD_CLOEXEC, 3), .done = done};
		*writeback->end = told;
		writeback->end = &told->next;
		pthread_cond_signal(&writeback->changed);
	}
	pthread_mutex_unlock(&writeback->lock);
}

void writeback_free(struct writeback *writeback)
{
	struct timespec until;

	if (!writeback)
		return;
	pthread_mutex_lock(&writeback->lock);
	writeback->over = true;
	pthread_cond_signal(&writeback->changed);
	pthread_mutex_unlock(&writeback->lock);
	clock_gettime(CLOCK_REALTIME, &until);
	until.tv_sec += PATIENCE_S;
	/* A disk that hangs keeps it, and what it works on: this process goes on without. */
	if (writeback->running && pthread_timedjoin_np(writeback->thread, NULL, &until)) {
		pthread_detach(writeback->thread);
		return;
	}
	pthread_cond_destroy(&writeback->changed);
	pthread_mutex_destroy(&writeback->lock);
	free(writeback);
}
