/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Files to be compressed wait in a list, which one thread takes from. */
#include "relay/archive.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
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
	char name[];
};

struct archive {
	pthread_mutex_t lock;
	pthread_cond_t changed;
	pthread_t thread;
	bool running; /* there is a thread */
	bool over;    /* no other file comes */
	int event;    /* the thread has ended */
	struct compressing compressing;
	struct archived *first, **end;
};

/* The next file, or NULL: there is none, and none comes. */
static struct archived *take(struct archive *archive)
{
	struct archived *file;

	pthread_mutex_lock(&archive->lock);
	while (!archive->first && !archive->over)
		pthread_cond_wait(&archive->changed, &archive->lock);
	file = archive->compressing.stop ? NULL : archive->first;
	if (file) {
		archive->first = file->next;
		if (!archive->first)
			archive->end = &archive->first;
	}
	pthread_mutex_unlock(&archive->lock);
	return file;
}

/* Of this thread alone. What can't be had leaves it as it is. */
static void step_back(void)
{
	const struct sched_param none = {0};

	if (sched_setscheduler(0, SCHED_IDLE, &none) == 0)
		syscall(SYS_ioprio_set, IOPRIO_WHO_PROCESS, 0,
			IOPRIO_CLASS_IDLE << IOPRIO_CLASS_SHIFT);
}

static int compress(struct archive *archive, const struct archived *file)
{
	/* Our own may still be ours for a moment. */
	int claim = file->found ? claim_look(AT_FDCWD, file->name) : -1;
	int rc = claim == -EWOULDBLOCK ? 0 : compress_file(file->name, &archive->compressing);

	if (claim >= 0)
		close(claim);
	return rc;
}

static void *archive_thread(void *argument)
{
	struct archive *archive = argument;
	struct archived *file;

	step_back();
	while ((file = take(archive))) {
		int rc = compress(archive, file);

		if (rc && rc != -ECANCELED)
			report_warning("Couldn't compress %s: %s. It stays as it is.", file->name,
				strerror(-rc));
		free(file);
	}
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
	pthread_mutex_init(&archive->lock, NULL);
	pthread_cond_init(&archive->changed, NULL);
	pthread_mutex_init(&archive->compressing.lock, NULL);
	archive->event = event;
	archive->end = &archive->first;
	return archive;
}

void archive_put(struct archive *archive, const char *name, bool found)
{
	size_t size = strlen(name) + 1;
	struct archived *file = malloc(sizeof(*file) + size);
	int rc = file ? 0 : ENOMEM;

	pthread_mutex_lock(&archive->lock);
	if (!rc && !archive->running)
		rc = thread_start(&archive->thread, 0, archive_thread, archive);
	if (!rc) {
		archive->running = true;
		memcpy(file->name, name, size);
		file->found = found;
		file->next = NULL;
		*archive->end = file;
		archive->end = &file->next;
		pthread_cond_signal(&archive->changed);
	}
	pthread_mutex_unlock(&archive->lock);
	if (!rc)
		return;
	free(file);
	report_warning("Couldn't compress %s: %s. It stays as it is.", name, strerror(rc));
}

int archive_finish(struct archive *archive)
{
	if (!archive)
		return -1;
	pthread_mutex_lock(&archive->lock);
	archive->over = true;
	pthread_cond_signal(&archive->changed);
	pthread_mutex_unlock(&archive->lock);
	return archive->running ? archive->event : -1;
}

void archive_free(struct archive *archive)
{
	if (!archive)
		return;
	archive->compressing.stop = true;
	archive_finish(archive);
	/* A disk that hangs keeps it, or who wants the processor more: this process ends all the
	 * same. */
	if (archive->running && !thread_join(archive->thread, PATIENCE_S)) {
		compress_abandon(&archive->compressing);
		return;
	}
	while (archive->first) {
		struct archived *file = archive->first;

		archive->first = file->next;
		free(file);
	}
	close(archive->event);
	pthread_cond_destroy(&archive->changed);
	pthread_mutex_destroy(&archive->lock);
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
