/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How long the privileged side waits for the helper, and for its end. */
#include <sys/prctl.h>

#include "tests/unit/helper_orders.h"

static void nothing(int signal)
{
	(void)signal;
}

static void does_not_mind_interruptions(void **state)
{
	const struct sigaction action = {.sa_handler = nothing};
	const struct timespec pause = {.tv_nsec = 1000000};
	pid_t tester = getpid(), pest;

	(void)state;
	sigaction(SIGUSR1, &action, NULL);
	orders.words = &trusted;
	orders.length = sizeof(trusted);
	orders.signal = orders.status = 0;
	orders.slow = true;
	pest = fork();
	if (pest == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		for (;;) {
			kill(tester, SIGUSR1);
			nanosleep(&pause, NULL);
		}
	}
	assert_int_equal(helper_verify(&database, &image, STDERR_FILENO), SIGNATURE_TRUSTED);
	kill(pest, SIGKILL);
	waitpid(pest, NULL, 0);
	orders.slow = false;
}

static void does_not_wait_for_ever(void **state)
{
	(void)state;
	orders.hangs = true;
	assert_int_equal(answer_nothing(0, 0), SIGNATURE_UNKNOWN);
	assert_int_equal(next_told().number, HELPER_SLOW);
	orders.hangs = false;
	orders.lingers = true;
	assert_int_equal(answer_trusted(0, 0), SIGNATURE_UNKNOWN);
	orders.lingers = false;
}

/* It has closed its end, or not, and goes on: it is looked for for a minute. */
static void is_not_held_up_by_who_can_not_be_killed(void **state)
{
	(void)state;
	orders.immortal = true;
	for (int closed = 0; closed <= 1; closed++) {
		orders.lingers = closed;
		orders.hangs = !closed;
		naps = 0, seconds = 0;
		forget_told();
		assert_int_equal(
			helper_verify(&database, &image, STDERR_FILENO), SIGNATURE_UNKNOWN);
		assert_int_equal(next_told().number, HELPER_SLOW);
		assert_int_equal(naps, 22);
		assert_true(seconds > 60 && seconds < 80);
		syscall(SYS_kill, to_kill, SIGKILL);
		assert_int_equal(waitpid(to_kill, NULL, 0), to_kill);
	}
	orders.immortal = orders.lingers = orders.hangs = false;
}

static void waits_for_who_works(void **state)
{
	(void)state;
	orders.works = true;
	work->enough = 19;
	assert_int_equal(answer_trusted(0, 0), SIGNATURE_TRUSTED);
	/* Ten minutes, by half a minute. */
	work->asked = 0;
	work->enough = 1000;
	assert_int_equal(answer_nothing(0, 0), SIGNATURE_UNKNOWN);
	assert_int_equal(next_told().number, HELPER_SLOW);
	assert_int_equal(work->asked, 20);
	/* For both of its words together. */
	work->asked = 0;
	work->speaks = 10;
	assert_int_equal(answer_trusted(0, 0), SIGNATURE_UNKNOWN);
	assert_int_equal(next_told().number, HELPER_SLOW);
	assert_int_equal(work->asked, 21);
	work->speaks = -1;
	/* Half a minute where no one waits for the answer. */
	work->asked = 0;
	close(told[1]);
	assert_int_equal(helper_verify(&database, &image, STDERR_FILENO), SIGNATURE_UNKNOWN);
	assert_int_equal(work->asked, 1);
	close(told[0]);
	assert_int_equal(handover_open(told), 0);
	answer_to(told[0]);
	orders.works = false;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(does_not_mind_interruptions),
		cmocka_unit_test(does_not_wait_for_ever),
		cmocka_unit_test(is_not_held_up_by_who_can_not_be_killed),
		cmocka_unit_test(waits_for_who_works),
	};

	if (begin())
		return 1;
	return cmocka_run_group_tests_name("helper_wait", tests, NULL, NULL);
}
