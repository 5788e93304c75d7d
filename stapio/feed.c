/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The thread sleeps in poll until there is input or it is cancelled. It
 * writes byte by byte: each write is one hit of the script's probe, and the
 * tapset's input.char and input.line (input.stp of 4.8 to 5.6) take the bytes
 * of one hit for one character.
 */
#include "stapio/feed.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "common/await.h"
#include "common/probe_file.h"
#include "common/report.h"
#include "common/thread.h"

struct feed {
	int folder;
	const char *module;
	int input; /* standard input, which a daemon has closed by then */
	int file;  /* __stdin */
	bool started, running;
	pthread_t thread;
};

struct feed *feed_open(int folder, const char *module)
{
	struct feed *feed = calloc(1, sizeof(*feed));

	if (!feed) {
		report_error("There is no memory for -i.");
		return NULL;
	}
	feed->module = module;
	feed->folder = fcntl(folder, F_DUPFD_CLOEXEC, 3);
	feed->input = fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3);
	feed->file = -1;
	return feed;
}

/* Says that WHAT failed. Cancelled meanwhile, this thread would keep the lock under which it is
 * said.
 */
static void complain(const char *what)
{
	int error = errno, before;

	pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &before);
	report_warning("Couldn't %s: %s", what, strerror(error));
	pthread_setcancelstate(before, NULL);
}

/* Passes on what one read gave. False when the module takes no more. */
static bool pass_on(const struct feed *feed, const char *data, size_t length)
{
	for (size_t i = 0; i < length; i++) {
		ssize_t written;

		do
			written = write(feed->file, data + i, 1);
		while (written < 0 && errno == EINTR);
		if (written < 0)
			complain("pass on standard input to the script");
		if (written <= 0)
			return false; /* 0: its probes are not running any more */
	}
	return true;
}

static void *feed_thread(void *argument)
{
	const struct feed *feed = argument;
	struct pollfd input = {.fd = feed->input, .events = POLLIN};
	char data[4096];

	for (;;) {
		/* Standard input may be non-blocking, which is not ours to change. */
		if (await(&input, 1, -1) < 0)
			continue;
		ssize_t got = read(feed->input, data, sizeof(data));
		if (got < 0 && (errno == EINTR || errno == EAGAIN))
			continue;
		if (got < 0)
			complain("read standard input");
		if (got <= 0 || !pass_on(feed, data, (size_t)got))
			break;
	}
	return NULL;
}

int feed_start(struct feed *feed)
{
	if (!feed || feed->started)
		return 0;
	feed->started = true;
	feed->file = probe_file_open(feed->folder, feed->module, "__stdin", O_WRONLY);
	if (feed->file == -ENOENT) {
		report_error("Module %s takes no input (-i): no probe of its script reads any.",
			feed->module);
		return -1;
	}
	if (feed->file < 0) {
		report_error(
			"Couldn't open the module's __stdin for -i: %s", strerror(-feed->file));
		return -1;
	}
	int rc = thread_start(&feed->thread, 0, feed_thread, feed);
	feed->running = rc == 0;
	if (rc)
		report_error("-i: couldn't start a thread: %s", strerror(rc));
	return rc ? -1 : 0;
}

void feed_close(struct feed *feed)
{
	if (!feed)
		return;
	if (feed->running) {
		/* The thread holds nothing, and only waits where it may be cancelled. */
		pthread_cancel(feed->thread);
		pthread_join(feed->thread, NULL);
	}
	if (feed->file >= 0)
		close(feed->file);
	close(feed->input);
	close(feed->folder);
	free(feed);
}
