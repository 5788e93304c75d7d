/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Lines go through a pair of sockets, which is the queue and its bound, to a
 * thread that writes them. It is started by the first line for something that may
 * block. What does not fit into the queue is counted, and told once there is room.
 */
#include "stapio/say.h"

#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <syslog.h>
#include <unistd.h>

#include "common/await.h"
#include "common/report.h"
#include "common/thread.h"
#include "stapio/interrupts.h"
#include "stats/stats.h"

struct line {
	int priority;
	enum { LINE_TERMINAL, LINE_LIVE, LINE_SYSLOG } kind;
	char text[REPORT_LINE_MAX];
};

#define LINE_SIZE(length) (offsetof(struct line, text) + (length))

/* How long an interrupted user waits for who does not listen. */
#define PATIENCE_MS 1000

static struct {
	pthread_mutex_t lock;
	int queue; /* our end of the sockets; -1: there is no thread */
	bool to_syslog;
	_Atomic unsigned long unsaid; /* lines, since that was last told */
	_Atomic unsigned long said;   /* by the thread */
} saying = {.lock = PTHREAD_MUTEX_INITIALIZER, .queue = -1};

/* Of all that standard error may be, this alone takes anything at once, for sure. */
static bool is_dev_null(int fd)
{
	struct stat st;

	return fstat(fd, &st) == 0 && S_ISCHR(st.st_mode) && st.st_rdev == makedev(1, 3);
}

/* Standard error may be non-blocking, which is not ours to change. False: there is no room. */
static bool write_all(const char *text, size_t length)
{
	struct pollfd room = {.fd = STDERR_FILENO, .events = POLLOUT};

	while (length > 0) {
		ssize_t written = write(STDERR_FILENO, text, length);

		if (written > 0) {
			text += written;
			length -= (size_t)written;
		} else if (written < 0 && errno == EAGAIN) {
			await(&room, 1, -1);
		} else if (written == 0 || errno != EINTR) {
			/* Else there is no one left to tell. */
			return written < 0 && errno != ENOSPC && errno != EDQUOT;
		}
	}
	return true;
}

#define LIVE_MAX  (REPORT_LINE_MAX / 2)
#define WIPE_SIZE (LIVE_MAX + SAY_KEY + 3)

/* What is shown below all that is said, the thread's own. */
struct live {
	char text[LIVE_MAX];
	size_t length;
};

/* Writes to TO what takes LIVE away: blanks, which each terminal knows. Returns its length. */
static size_t wipe(const struct live *live, char to[static WIPE_SIZE])
{
	if (!live->length)
		return 0;
	return (size_t)snprintf(
		to, WIPE_SIZE, "\r%*s\r", (int)stats_columns(live->text) + SAY_KEY, "");
}

/*
 * Writes LINE where what LIVE shows stands, and that again behind it: in one write, so
 * that nothing comes between.
 */
static bool write_above(const struct live *live, const char *line, size_t length)
{
	char all[REPORT_LINE_MAX + LIVE_MAX + WIPE_SIZE];
	size_t used = wipe(live, all);

	memcpy(all + used, line, length);
	memcpy(all + used + length, live->text, live->length);
	return write_all(all, used + length + live->length);
}

/* Shows the LENGTH bytes of TEXT in place of what LIVE shows. */
static void show(struct live *live, const char *text, size_t length)
{
	char all[LIVE_MAX + WIPE_SIZE];
	size_t used = wipe(live, all);

	/* A write from the background may stop the whole job. */
	if (!(used + length) || tcgetpgrp(STDERR_FILENO) != getpgrp())
		return;
	memcpy(all + used, text, length);
	memcpy(live->text, text, length);
	live->text[length] = '\0';
	live->length = length;
	if (!write_all(all, used + length))
		live->length = 0;
}

/* QUEUE is its end of the sockets, which it closes when all is said. */
static void *say_thread(void *queue)
{
	int end = (int)(intptr_t)queue;
	struct live live = {.length = 0};
	struct line line;
	ssize_t got;

	while ((got = recv(end, &line, sizeof(line), 0)) > 0) {
		size_t length = (size_t)got - offsetof(struct line, text);

		if (line.kind == LINE_LIVE)
			show(&live, line.text, length);
		else if (line.kind == LINE_SYSLOG)
			syslog(line.priority, "%.*s", (int)length - 1, line.text);
		else if (!write_above(&live, line.text, length))
			saying.unsaid++;
		saying.said++;
	}
	close(end);
	return NULL;
}

/* False: there is none, and none can be had. */
static bool have_thread(void)
{
	pthread_t thread;
	int ends[2];

	if (saying.queue >= 0)
		return true;
	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0)
		return false;
	if (thread_start(&thread, 0, say_thread, (void *)(intptr_t)ends[1])) {
		close(ends[0]);
		close(ends[1]);
		return false;
	}
	pthread_detach(thread);
	saying.queue = ends[0];
	return true;
}

/* Without a thread: what fits at this moment. A pipe that has room takes PIPE_BUF. */
static bool write_now(const char *text, size_t length)
{
	struct pollfd room = {.fd = STDERR_FILENO, .events = POLLOUT};

	while (length > 0) {
		size_t part = length < PIPE_BUF ? length : PIPE_BUF;

		if (await(&room, 1, 0) != 1 || !(room.revents & POLLOUT) ||
			write(STDERR_FILENO, text, part) != (ssize_t)part)
			return false;
		text += part;
		length -= part;
	}
	return true;
}

static bool queue_line(struct line *line, const char *text, size_t length)
{
	memcpy(line->text, text, length);
	return send(saying.queue, line, LINE_SIZE(length), MSG_DONTWAIT | MSG_NOSIGNAL) >= 0;
}

static bool pass_on(int priority, const char *text, size_t length)
{
	struct line line = {.priority = priority};

	if (!saying.to_syslog && is_dev_null(STDERR_FILENO))
		return true;
	if (!have_thread())
		return !saying.to_syslog && write_now(text, length);
	line.kind = saying.to_syslog ? LINE_SYSLOG : LINE_TERMINAL;
	return queue_line(&line, text, length);
}

/* Tells how much was not said. False: there is still no room. */
static bool tell_unsaid(void)
{
	unsigned long count = saying.unsaid;
	char text[128];

	if (!count)
		return true;
	int length = snprintf(text, sizeof(text),
		"%sWARNING: %lu lines were not said here: there was no room for them.\n",
		saying.to_syslog ? "" : report_mark(LOG_WARNING), count);
	if (!pass_on(LOG_WARNING, text, (size_t)length))
		return false;
	saying.unsaid -= count;
	return true;
}

static void say(int priority, const char *text, size_t length)
{
	pthread_mutex_lock(&saying.lock);
	if (!tell_unsaid() || !pass_on(priority, text, length))
		saying.unsaid++;
	pthread_mutex_unlock(&saying.lock);
}

void say_live(const char *text)
{
	struct line line = {.kind = LINE_LIVE};
	size_t length = strlen(text);

	pthread_mutex_lock(&saying.lock);
	if (!saying.to_syslog && length < LIVE_MAX && have_thread())
		queue_line(&line, text, length);
	pthread_mutex_unlock(&saying.lock);
}

static void say_now(int priority, const char *text, size_t length)
{
	(void)priority;
	if (!write_now(text, length))
		return;
}

/* What is said next gets a thread of its own. */
static void leave_thread(void)
{
	if (saying.queue >= 0)
		close(saying.queue);
	saying.queue = -1;
}

/* The lock is held. say_end() says how long. */
static void wait_for_thread(int signals, bool interrupted)
{
	struct pollfd events[] = {{.fd = saying.queue}, {.fd = signals, .events = POLLIN}};

	while (saying.queue >= 0) {
		unsigned long before = saying.said;
		bool all = tell_unsaid();

		if (all)
			shutdown(saying.queue, SHUT_WR);
		events[0].events = all ? 0 : POLLOUT;
		int ready = await(events, 2, interrupted ? PATIENCE_MS : -1);
		if (events[0].revents & (POLLHUP | POLLERR) ||
			(ready == 0 && saying.said == before))
			break;
		interrupted |= interrupts_take(signals) > 0;
	}
	leave_thread();
}

void say_begin(void)
{
	leave_thread();
	report_to(say);
}

void say_directly(void)
{
	leave_thread();
	report_to(say_now);
}

void say_to_syslog(void)
{
	pthread_mutex_lock(&saying.lock);
	wait_for_thread(-1, true);
	openlog("stapio", LOG_PID, LOG_DAEMON);
	saying.to_syslog = true;
	report_plainly();
	pthread_mutex_unlock(&saying.lock);
}

void say_end(int signals, bool interrupted)
{
	pthread_mutex_lock(&saying.lock);
	wait_for_thread(signals, interrupted);
	report_to(say_now);
	pthread_mutex_unlock(&saying.lock);
}
