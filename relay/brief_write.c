/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A timer signals the thread that writes, again and again until the write is over: the first
 * signal may come before the write has begun, and would then interrupt nothing.
 */
#include "relay/brief_write.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

/* The member has a name in some C libraries only. */
#ifndef sigev_notify_thread_id
#define sigev_notify_thread_id _sigev_un._tid
#endif

#define BRIEF_SIGNAL SIGRTMAX
#define BRIEF_NS     50000000

static void come_back(int signal)
{
	(void)signal;
}

/* Has BRIEF_SIGNAL interrupt this thread every BRIEF_NS. Returns 0 or -1. */
static int start(timer_t *timer)
{
	const struct sigaction action = {.sa_handler = come_back}; /* and no SA_RESTART */
	const struct itimerspec often = {
		.it_interval.tv_nsec = BRIEF_NS, .it_value.tv_nsec = BRIEF_NS};
	struct sigevent event = {
		.sigev_notify = SIGEV_THREAD_ID,
		.sigev_signo = BRIEF_SIGNAL,
		.sigev_notify_thread_id = (pid_t)syscall(SYS_gettid),
	};

	if (sigaction(BRIEF_SIGNAL, &action, NULL) != 0 ||
		timer_create(CLOCK_MONOTONIC, &event, timer) != 0)
		return -1;
	return timer_settime(*timer, 0, &often, NULL);
}

ssize_t brief_write(int fd, const void *data, size_t length)
{
	sigset_t own, before;
	timer_t timer;

	if (start(&timer) != 0) {
		errno = EAGAIN; /* without a way back: not now */
		return -1;
	}
	sigemptyset(&own);
	sigaddset(&own, BRIEF_SIGNAL);
	pthread_sigmask(SIG_UNBLOCK, &own, &before);
	ssize_t written = write(fd, data, length);
	int error = errno;
	timer_delete(timer);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	errno = written < 0 && error == EINTR ? EAGAIN : error;
	return written;
}
