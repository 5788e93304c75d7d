/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is done with all signals at once leaves none out. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "common/signals.h"

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
		assert_false(interruption_pending(UINT64_C(1) << (ends[i] - 1)));
		assert_int_equal(sigwait(&one, &number), 0);
	}
	signals_dispose(~UINT64_C(0), SIG_IGN); /* throws away what is pending */
	signals_dispose(~UINT64_C(0), SIG_DFL);
	sigprocmask(SIG_SETMASK, &before, NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(dispositions),
		cmocka_unit_test(what_would_end_us),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
