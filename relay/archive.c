/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Files to be compressed wait in a list, which one thread takes from. It may wait long for a
 * processor, so no one ever waits for it: there is no lock that it could have, and at the end
 * another one, which does not step back, takes over from it.
 */
#include "relay/archive.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "common/report.h"
#include "common/thread.h"
#include "relay/claim.h"
#include "relay/compress.h"
#include "relay/wake.h"

#define PATIENCE_S 1

/* Of the kernel's <linux/ioprio.h>, which programs have only since Linux 5.15. */
enum { IOPRIO_WHO_PROCESS = 1, IOPRIO_CLASS_IDLE = 3, IOPRIO_CLASS_SHIFT = 13 };

struct archived {
	struct archived *next;
	bool found;
	int claim; /* of what was found, while it is compressed; or -1 */
	char name[];
};

struct archive {
	_Atomic(struct archived *) latest; /* of those that were put, the last one first */
	sem_t changed;                     /* one more was put, or it is over */
	atomic_bool over;                  /* no other file comes */
	bool running;                      /* there is a thread */
	pthread_t stepping_back;           /* the first one */
	pthread_t last;                    /* it, or who took over from it */
	int event;                         /* the last one has ended */
	/* Of the one thread that compresses. */
	struct archived *first; /* in the order in which they were put */
	struct compressing compressing;
};

/* What was put since, behind nothing. */
static void fetch(struct archive *archive)
{
	struct archived *file = atomic_exchange(&archive->latest, NULL);

	while (file) {
		struct archived *before = file->next;

		file->next = archive->first;
		archive->first = file;
		file = before;
	}
}

/* The next file, which stays the first until it is done; or NULL: there is none, and none comes. */
static struct archived *next(struct archive *archive)
{
	while (!archive->first) {
		bool over = atomic_load(&archive->over);

		fetch(archive);
		if (archive->first || over)
			break;
		while (sem_wait(&archive->changed) != 0)
			;
	}
	return archive->first;
}

static void done(struct archive *archive)
{
	struct archived *file = archive->first;

	archive->first = file->next;
	if (file->claim >= 0)
		close(file->claim);
	free(file);
}

/* Of this thread alone. What can't be had leaves it as it is. */
static void step_back(void)
{
	const struct sched_param none = {0};

	if (sched_setscheduler(0, SCHED_IDLE, &none) == 0)
		syscall(SYS_ioprio_set, IOPRIO_WHO_PROCESS, 0,
			IOPRIO_CLASS_IDLE << IOPRIO_CLASS_SHIFT);
}

static int compress(struct archive *archive, struct archived *file)
{
	/* Our own may still be ours for a moment. */
	if (file->found && file->claim < 0 && !archive->compressing.begun)
		file->claim = claim_look(AT_FDCWD, file->name);
	return file->claim == -EWOULDBLOCK ? 0 : compress_file(file->name, &archive->compressing);
}

/* Compresses one file after the other. False: it is to pause. */
static bool compress_all(struct archive *archive)
{
	struct archived *file;

	while ((file = next(archive))) {
		int rc = compress(archive, file);

		if (rc == -ERESTART)
			return false;
		if (rc == -ECANCELED)
			break;
		if (rc)
			report_warning("Couldn't compress %s: %s. It stays as it is.", file->name,
				strerror(-rc));
		done(archive);
	}
	return true;
}

static void *step_back_and_compress(void *argument)
{
	struct archive *archive = argument;

	step_back();
	if (compress_all(archive))
		wake(archive->event);
	return NULL;
}

static void *take_over(void *argument)
{
	struct archive *archive = argument;

	atomic_store(&archive->compressing.pause, true);
	pthread_join(archive->stepping_back, NULL);
	atomic_store(&archive->compressing.pause, false);
	compress_all(archive);
	wake(archive->event);
	return NULL;
}

struct archive *archive_make(void)
{
	struct archive *archive = calloc(1, sizeof(*archive));
	int event = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);

	if (!archive || event < 0) {
		report_warning("Couldn't begin to compress files: %s. They stay as they are.",
			strerror(errno));
		if (event >= 0)
			close(event);
		free(archive);
		return NULL;
	}
	sem_init(&archive->changed, 0, 0);
	pthread_mutex_init(&archive->compressing.lock, NULL);
	archive->event = event;
	return archive;
}

void archive_put(struct archive *archive, const char *name, bool found)
{
	size_t size = strlen(name) + 1;
	struct archived *file = malloc(sizeof(*file) + size);
	int rc = file ? 0 : ENOMEM;

	if (!rc && !archive->running) {
		rc = thread_start(&archive->stepping_back, 0, step_back_and_compress, archive);
		archive->running = !rc;
		archive->last = archive->stepping_back;
	}
	if (rc) {
		free(file);
		report_warning("Couldn't compress %s: %s. It stays as it is.", name, strerror(rc));
		return;
	}
	memcpy(file->name, name, size);
	file->found = found;
	file->claim = -1;
	file->next = atomic_load(&archive->latest);
	while (!atomic_compare_exchange_weak(&archive->latest, &file->next, file))
		;
	sem_post(&archive->changed);
}

static void no_more(struct archive *archive)
{
	atomic_store(&archive->over, true);
	sem_post(&archive->changed);
}

int archive_finish(struct archive *archive)
{
	pthread_t thread;

	if (!archive || !archive->running)
		return -1;
	no_more(archive);
	/* Where there can be no other thread the first one goes on. */
	if (thread_start(&thread, 0, take_over, archive) == 0)
		archive->last = thread;
	return archive->event;
}

void archive_free(struct archive *archive)
{
	if (!archive)
		return;
	archive->compressing.stop = true;
	no_more(archive);
	/* A disk that hangs keeps it, or who wants the processor more: this process ends all the
	 * same. */
	if (archive->running && !thread_join(archive->last, PATIENCE_S)) {
		compress_abandon(&archive->compressing);
		return;
	}
	fetch(archive);
	while (archive->first)
		done(archive);
	close(archive->event);
	sem_destroy(&archive->changed);
	pthread_mutex_destroy(&archive->compressing.lock);
	free(archive);
}

void archive_abandon(struct archive *archive)
{
	if (!archive)
		return;
	archive->compressing.stop = true;
	compress_abandon(&archive->compressing);
}
