/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is done with all signals at once leaves none out. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "common/signal_sets.h"
#include "common/signals.h"

static void sets_as_numbers(void **state)
{
	sigset_t set;

	(void)state;
	for (int number = 1; number <= SIGRTMAX; number++) {
		sigemptyset(&set);
		if (sigaddset(&set, number)) /* the C library's own */
			continue;
		assert_int_equal(signals_to_bits(&set), UINT64_C(1) << (number - 1));
		signals_from_bits(&set, UINT64_C(1) << (number - 1));
		for (int other = 1; other <= SIGRTMAX; other++)
			assert_int_equal(sigismember(&set, other) == 1, other == number);
	}
	sigemptyset(&set);
	assert_int_equal(signals_to_bits(&set), 0);
	sigfillset(&set);
	uint64_t all = signals_to_bits(&set);

	signals_from_bits(&set, all);
	assert_int_equal(signals_to_bits(&set), all);
	assert_int_equal(all >> (SIGRTMAX - 1), 1);
	assert_int_equal(all & 0x7fffffff, 0x7fffffff);
}

static void dispositions(void **state)
{
	const uint64_t some = UINT64_C(1) << (SIGRTMAX - 1) | UINT64_C(1) << (SIGHUP - 1);
	uint64_t before = signals_ignored();

	(void)state;
	assert_int_equal(before >> (SIGRTMAX - 1), 0);
	signals_dispose(some, SIG_IGN);
	assert_int_equal(signals_ignored(), before | some);
	signals_dispose(some, SIG_DFL);
	assert_int_equal(signals_ignored(), before & ~some);
}

static void what_would_end_us(void **state)
{
	static const int ends[] = {SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGALRM, SIGVTALRM};
	static const int does_not[] = {SIGCHLD, SIGCONT, SIGUSR1, SIGUSR2, SIGWINCH, SIGPIPE};
	sigset_t all, before, one;
	int number;

	(void)state;
	sigfillset(&all);
	sigprocmask(SIG_SETMASK, &all, &before);
	assert_false(interruption_pending(0));
	for (size_t i = 0; i < sizeof(does_not) / sizeof(does_not[0]); i++)
		raise(does_not[i]);
	assert_false(interruption_pending(0));
	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
		sigemptyset(&one);
		sigaddset(&one, ends[i]);
		raise(ends[i]);
		assert_true(interruption_pending(0));
		assert_false(interruption_pending(signals_to_bits(&one)));
		assert_int_equal(sigwait(&one, &number), 0);
	}
	signals_dispose(~UINT64_C(0), SIG_IGN); /* throws away what is pending */
	signals_dispose(~UINT64_C(0), SIG_DFL);
	sigprocmask(SIG_SETMASK, &before, NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sets_as_numbers),
		cmocka_unit_test(dispositions),
		cmocka_unit_test(what_would_end_us),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
