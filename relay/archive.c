/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Files to be compressed are put without a lock, as who takes them may wait long for a processor.
 * At the end another thread, which does not step back, takes those that are left, and goes on with
 * the one that the first thread was at, which only has to come to the end of a piece.
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
	pthread_mutex_t lock;              /* of those that compress: who takes the next */
	struct archived *first;            /* of those that were fetched, in order */
	_Atomic(struct archived *) at;     /* who stepped back is at this one; or NULL */
	struct compressing back, front;    /* by who stepped back, and who did not */
	bool running, hurried;             /* is there one, and the other? */
	pthread_t stepping_back, hurrying;
	int event; /* all are compressed */
};

/* Fetches what was put since, where all before is taken. */
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

/* Takes the next file, for who compresses as COMPRESSING. NULL: there is none now. */
static struct archived *take(struct archive *archive, const struct compressing *compressing)
{
	struct archived *file;

	pthread_mutex_lock(&archive->lock);
	if (!archive->first)
		fetch(archive);
	file = archive->first;
	if (file)
		archive->first = file->next;
	if (compressing == &archive->back)
		atomic_store(&archive->at, file);
	pthread_mutex_unlock(&archive->lock);
	return file;
}

static void done(struct archived *file)
{
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

static bool is_held_up(const struct compressing *compressing)
{
	return atomic_load(&compressing->pause) || atomic_load(&compressing->stop);
}

/* Compresses FILE. False: it is to pause, and FILE is to be gone on with. */
static bool compress(struct archived *file, struct compressing *compressing)
{
	/* Our own may still be ours for a moment. */
	if (file->found && file->claim < 0 && !compressing->begun)
		file->claim = claim_look(AT_FDCWD, file->name);
	int rc = file->claim == -EWOULDBLOCK ? 0 : compress_file(file->name, compressing);

	if (rc == -ERESTART && atomic_load(&compressing->pause))
		return false;
	if (rc && !(rc == -ECANCELED && atomic_load(&compressing->stop)))
		report_warning(
			"Couldn't compress %s: %s. It stays as it is.", file->name, strerror(-rc));
	done(file);
	return true;
}

/* One file after the other, until no other comes, or it is held up. */
static void compress_all(struct archive *archive, struct compressing *compressing)
{
	while (!is_held_up(compressing)) {
		bool over = atomic_load(&archive->over);
		struct archived *file = take(archive, compressing);

		if (!file) {
			if (over)
				return;
			sem_wait(&archive->changed);
			continue;
		}
		if (!compress(file, compressing))
			return;
		if (compressing == &archive->back)
			atomic_store(&archive->at, NULL);
	}
}

static void *step_back_and_compress(void *argument)
{
	struct archive *archive = argument;

	if (!is_held_up(&archive->back))
		step_back();
	compress_all(archive, &archive->back);
	if (!is_held_up(&archive->back))
		wake(archive->event);
	return NULL;
}

static void *hurry(void *argument)
{
	struct archive *archive = argument;

	atomic_store(&archive->back.pause, true);
	compress_all(archive, &archive->front);
	if (atomic_load(&archive->at)) {
		pthread_join(archive->stepping_back, NULL);
		archive->running = false;
		atomic_store(&archive->back.pause, false);
		if (archive->at)
			compress(archive->at, &archive->back);
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
	sem_init(&archive->changed, 0, 0);
	pthread_mutex_init(&archive->lock, NULL);
	pthread_mutex_init(&archive->back.lock, NULL);
	pthread_mutex_init(&archive->front.lock, NULL);
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
	if (!archive || !archive->running)
		return -1;
	no_more(archive);
	/* Where there can be no other thread the first one goes on. */
	archive->hurried = thread_start(&archive->hurrying, 0, hurry, archive) == 0;
	return archive->event;
}

static void abandon(struct archive *archive)
{
	archive->back.stop = archive->front.stop = true;
	compress_abandon(&archive->back);
	compress_abandon(&archive->front);
}

void archive_free(struct archive *archive)
{
	if (!archive)
		return;
	archive->back.stop = archive->front.stop = true;
	no_more(archive);
	/* A disk that hangs keeps it, or who wants the processor more: this process ends all the
	 * same. */
	if ((archive->hurried && !thread_join(archive->hurrying, PATIENCE_S)) ||
		(archive->running && !thread_join(archive->stepping_back, PATIENCE_S))) {
		abandon(archive);
		return;
	}
	for (struct archived *file; (file = take(archive, NULL));)
		done(file);
	close(archive->event);
	sem_destroy(&archive->changed);
	pthread_mutex_destroy(&archive->lock);
	pthread_mutex_destroy(&archive->back.lock);
	pthread_mutex_destroy(&archive->front.lock);
	free(archive);
}

void archive_abandon(struct archive *archive)
{
	if (archive)
		abandon(archive);
}
