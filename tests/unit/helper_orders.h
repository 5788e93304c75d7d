/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A helper that does as it was told, and the calls by which it is waited for, in the place of the
 * entries and the system's: for tests of the privileged side.
 */
#ifndef TESTS_UNIT_HELPER_ORDERS_H
#define TESTS_UNIT_HELPER_ORDERS_H

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "helper/entries.h"
#include "staprun/helper.h"
#include "staprun/messages.h"

static const struct database database = {"database", 42, true};

/*
 * What the helper does: says LENGTH bytes of WORDS, some TIMES, sends itself
 * SIGNAL, else exits with STATUS.
 */
static struct {
	const void *words;
	size_t length;
	int times;
	int signal;
	int status;
	bool slow;
	bool hangs;
	bool lingers;  /* says a word more, of no length, and does not end */
	bool works;    /* until it was asked for often enough */
	bool immortal; /* it can't be killed, nor by the end of the sockets' other end */
} orders = {.times = 1};

/* What the helper has worked for, each a millisecond of the processor, and how often it was asked
 * for in vain. */
static struct {
	_Atomic int milliseconds, asked;
	int enough; /* so often */
	int speaks; /* what it says comes when it was asked for so often; -1: in the end */
} * work;

/* In place of poll(2): patience ends at once, but for who works not before the helper has done
 * some. */
int poll(struct pollfd *fds, nfds_t count, int timeout)
{
	const struct timespec moment = {.tv_nsec = 1000000};
	struct timeval soon = {.tv_usec = 1000};
	fd_set wanted;

	assert_int_equal(count, 1);
	if (timeout && orders.works && work->asked < work->enough && work->asked != work->speaks) {
		for (int before = work->milliseconds; work->milliseconds < before + 2;)
			nanosleep(&moment, NULL);
		work->asked++;
		return 0;
	}
	if (timeout && orders.works)
		work->asked++;
	FD_ZERO(&wanted);
	FD_SET(fds->fd, &wanted);
	return select(
		fds->fd + 1, &wanted, NULL, NULL, orders.hangs || timeout == 0 ? &soon : NULL);
}

/* In place of ppoll(2), by which a helper's end is waited for: how often, and for how long. */
static unsigned naps;
static double seconds;

int ppoll(struct pollfd *fds, nfds_t count, const struct timespec *time, const sigset_t *mask)
{
	assert_true(!fds && !count && !mask);
	naps++;
	seconds += (double)time->tv_sec + (double)time->tv_nsec / 1e9;
	return orders.immortal ? 0 : nanosleep(time, NULL);
}

/* In place of kill(2), of who has no CAP_KILL. */
static pid_t to_kill;

int kill(pid_t pid, int signal)
{
	to_kill = pid;
	errno = EPERM;
	return orders.immortal ? -1 : (int)syscall(SYS_kill, pid, signal);
}

/* A file in which the name of a module is twice, and the constants of one are. */
static const char contents[] = "\177ELF\0hello\0name=hello\0constants";
static struct module_image image = {.fd = 2, .bytes = contents, .size = sizeof(contents)};

static void burn_a_millisecond(void)
{
	clock_t begun = clock();

	while (clock() - begun < CLOCKS_PER_SEC / 1000)
		;
}

static void work_until(int asked)
{
	for (; orders.works && work->asked < asked; work->milliseconds++)
		burn_a_millisecond();
}

static int obey(void)
{
	if (orders.immortal)
		fcntl(HELPER_ANSWER, F_SETFL, 0);
	work_until(work->speaks >= 0 ? work->speaks : work->enough);
	while (orders.hangs)
		pause();
	if (orders.slow)
		usleep(100000);
	for (int i = 0; i < orders.times; i++)
		if (write(HELPER_ANSWER, orders.words, orders.length) != (ssize_t)orders.length)
			return 98;
	work_until(work->enough);
	if (orders.lingers && write(HELPER_ANSWER, "", 0) == 0)
		for (;;)
			pause();
	signal(SIGSEGV, SIG_DFL); /* cmocka has a handler */
	if (orders.signal)
		raise(orders.signal);
	return orders.status;
}

int check_signature(const char *bytes, size_t size, const char *path, uid_t owner, bool refuse_sha1)
{
	if (bytes != contents || size != sizeof(contents) || strcmp(path, "database") != 0 ||
		owner != 42 || !refuse_sha1)
		return 99;
	return obey();
}

int find_symbols(struct kernel_symbol *symbols, size_t count)
{
	return symbols && count == SYMBOLS_MAX ? obey() : 99;
}

int read_module(const char *bytes, size_t size)
{
	return bytes && size == sizeof(contents) ? obey() : 99;
}

/* Where the loader's answers go: what was told is taken from there. */
static int told[2];

/* The next outcome that was told, OUTCOME_MODULE when there is none. */
static struct outcome next_told(void)
{
	struct outcome outcome = {0};

	if (recv(told[1], &outcome, sizeof(outcome), MSG_DONTWAIT) != sizeof(outcome))
		return (struct outcome){.kind = OUTCOME_MODULE};
	return outcome;
}

static void forget_told(void)
{
	while (next_told().kind != OUTCOME_MODULE)
		;
}

/* What becomes of the answer WORDS. */
static enum signature answer_of(const void *words, size_t length, int signal, int status)
{
	orders.words = words;
	orders.length = length;
	orders.signal = signal;
	orders.status = status;
	forget_told();
	enum signature result = helper_verify(&database, &image, STDERR_FILENO);

	/* No child is left behind. */
	assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
	return result;
}

static const struct signature_answer trusted = {.verdict = SIGNATURE_TRUSTED};

#define answer_trusted(signal, status) answer_of(&trusted, sizeof(trusted), signal, status)
#define answer_nothing(signal, status) answer_of("", 0, signal, status)

/* Returns 0, or not: there is no world to test in. */
static int begin(void)
{
	work = mmap(NULL, sizeof(*work), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (work == MAP_FAILED || handover_open(told))
		return -1;
	work->speaks = -1;
	answer_to(told[0]);
	return 0;
}

#endif
