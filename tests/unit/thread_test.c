/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Threads that end, that do not, and a lock that another one has. (That the clock may be set
 * meanwhile: tests/vm/cases/clock-set-back.sh.) */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/eventfd.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <cmocka.h>

#include "common/thread.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void *wait_with_lock(void *go)
{
	eventfd_t ignored;

	pthread_mutex_lock(&lock);
	eventfd_write(((int *)go)[0], 1);
	eventfd_read(((int *)go)[1], &ignored);
	pthread_mutex_unlock(&lock);
	return NULL;
}

static void test_patience_ends(void **state)
{
	int go[] = {eventfd(0, 0), eventfd(0, 0)};
	eventfd_t ignored;
	pthread_t thread;

	(void)state;
	assert_int_equal(thread_start(&thread, 0, wait_with_lock, go), 0);
	assert_int_equal(eventfd_read(go[0], &ignored), 0);
	assert_false(thread_join(thread, 0));
	/* However late whoever started this may have its timers. */
	prctl(PR_SET_TIMERSLACK, 86400000000000UL);
	assert_false(thread_join(thread, 1));
	assert_int_equal(prctl(PR_GET_TIMERSLACK), 50000);
	assert_false(thread_lock(&lock, 1));
	assert_int_equal(eventfd_write(go[1], 1), 0);
	assert_true(thread_lock(&lock, 1000));
	pthread_mutex_unlock(&lock);
	assert_true(thread_join(thread, 1000));
	close(go[0]);
	close(go[1]);
}

static void *look_at_itself(void *found)
{
	pthread_attr_t attributes;
	size_t *stack = found;
	sigset_t blocked;

	pthread_sigmask(SIG_BLOCK, NULL, &blocked);
	if (sigismember(&blocked, SIGINT) && sigismember(&blocked, SIGRTMAX) &&
		!sigismember(&blocked, SIGSEGV) &&
		pthread_getattr_np(pthread_self(), &attributes) == 0) {
		pthread_attr_getstacksize(&attributes, stack);
		pthread_attr_destroy(&attributes);
	}
	return NULL;
}

static void test_stack_and_signals(void **state)
{
	static const size_t sizes[] = {0, 1, 1 << 20};
	sigset_t before, after;
	pthread_t thread;

	(void)state;
	pthread_sigmask(SIG_BLOCK, NULL, &before);
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		size_t stack = 0;

		assert_int_equal(thread_start(&thread, sizes[i], look_at_itself, &stack), 0);
		assert_true(thread_join(thread, 1000));
		assert_true(stack && stack >= sizes[i]);
		assert_true(sizes[i] != 1 || stack < 1 << 20);
	}
	pthread_sigmask(SIG_BLOCK, NULL, &after);
	assert_int_equal(sigismember(&after, SIGINT), sigismember(&before, SIGINT));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_patience_ends),
		cmocka_unit_test(test_stack_and_signals),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
