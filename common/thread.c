/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is waited for is looked at again and again: at once, and then less and less often. */
#include "common/thread.h"

#include <limits.h>
#include <signal.h>
#include <sys/prctl.h>
#include <time.h>

#define FIRST_LOOK_NS 50000L
#define LAST_LOOK_NS  10000000L
#define SLACK_NS      50000UL /* the kernel's own default */

/* But those that tell of a fault of its own. */
static void all_signals(sigset_t *set)
{
	static const int own[] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT, SIGSYS, SIGTRAP};

	sigfillset(set);
	for (size_t i = 0; i < sizeof(own) / sizeof(own[0]); i++)
		sigdelset(set, own[i]);
}

int thread_start(pthread_t *thread, size_t stack, void *(*routine)(void *argument), void *argument)
{
	size_t least = (size_t)PTHREAD_STACK_MIN;
	pthread_attr_t attributes;
	sigset_t all, before;
	int rc = pthread_attr_init(&attributes);

	if (rc)
		return rc;
	if (stack)
		rc = pthread_attr_setstacksize(&attributes, stack > least ? stack : least);
	all_signals(&all);
	pthread_sigmask(SIG_BLOCK, &all, &before);
	if (!rc)
		rc = pthread_create(thread, &attributes, routine, argument);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	pthread_attr_destroy(&attributes);
	return rc;
}

struct patience {
	struct timespec until;
	long pause_ns;
};

static struct patience patience(int seconds)
{
	struct patience patience = {.pause_ns = FIRST_LOOK_NS};

	clock_gettime(CLOCK_MONOTONIC, &patience.until);
	patience.until.tv_sec += seconds;
	return patience;
}

/* Waits until it is time to look again. False: there is no more time. */
static bool wait_on(struct patience *patience)
{
	const struct timespec pause = {.tv_nsec = patience->pause_ns};
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	if (now.tv_sec > patience->until.tv_sec ||
		(now.tv_sec == patience->until.tv_sec && now.tv_nsec >= patience->until.tv_nsec))
		return false;
	/* Or who started this program would say how late (PR_SET_TIMERSLACK): a day, if he likes.
	 * Who waits here is about to end. */
	prctl(PR_SET_TIMERSLACK, SLACK_NS);
	nanosleep(&pause, NULL);
	if (patience->pause_ns < LAST_LOOK_NS)
		patience->pause_ns *= 2;
	return true;
}

bool thread_join(pthread_t thread, int seconds)
{
	struct patience left = patience(seconds);

	while (pthread_tryjoin_np(thread, NULL) != 0)
		if (!wait_on(&left))
			return false;
	return true;
}

bool thread_lock(pthread_mutex_t *lock, int seconds)
{
	struct patience left = patience(seconds);

	while (pthread_mutex_trylock(lock) != 0)
		if (!wait_on(&left))
			return false;
	return true;
}
