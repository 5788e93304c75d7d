/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The privileged side of the signature check, with a checker that misbehaves:
 * here, verifier_run() is ours.
 */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "common/report.h"
#include "staprun/signature.h"
#include "staprun/verifier.h"

/* What the checker does: says WORDS, sends itself SIGNAL, else exits with STATUS. */
static struct {
	const char *words;
	int signal;
	int status;
	bool slow;
	bool hangs;
} checker;

void verifier_run(const char *database, uid_t owner, int module, int signature, int answer)
{
	if (strcmp(database, "database") != 0 || owner != 42 || module != 100 || signature != 101)
		_exit(99);
	while (checker.hangs)
		pause();
	if (checker.slow)
		usleep(100000);
	for (const char *word = checker.words; *word; word++)
		if (write(answer, word, 1) != 1)
			_exit(98);
	signal(SIGSEGV, SIG_DFL); /* cmocka has a handler */
	if (checker.signal)
		raise(checker.signal);
	_exit(checker.status);
}

static enum signature answer_to(const char *words, int signal, int status)
{
	checker.words = words;
	checker.signal = signal;
	checker.status = status;
	enum signature result = signature_verify_against("database", 42, 100, 101);

	/* No child is left behind. */
	assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
	return result;
}

static void takes_a_clear_answer(void **state)
{
	(void)state;
	assert_int_equal(answer_to("T", 0, 0), SIGNATURE_TRUSTED);
	assert_int_equal(answer_to("A", 0, 0), SIGNATURE_ALTERED);
	assert_int_equal(answer_to("S", 0, 0), SIGNATURE_STRANGER);
	assert_int_equal(answer_to("U", 0, 0), SIGNATURE_UNKNOWN);
}

static void takes_everything_else_for_a_no(void **state)
{
	static const char *const words[] = {
		"", "TT", "TS", "AT", "T\n", "TTTTTTTTTT", "t", "1", "\4"};

	(void)state;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		assert_int_equal(answer_to(words[i], 0, 0), SIGNATURE_UNKNOWN);
}

static void wants_a_clean_end(void **state)
{
	static const int signals[] = {SIGKILL, SIGSEGV, SIGTERM, SIGXCPU};

	(void)state;
	for (size_t i = 0; i < sizeof(signals) / sizeof(signals[0]); i++) {
		assert_int_equal(answer_to("T", signals[i], 0), SIGNATURE_UNKNOWN);
		assert_int_equal(answer_to("", signals[i], 0), SIGNATURE_UNKNOWN);
	}
	assert_int_equal(answer_to("T", 0, 1), SIGNATURE_UNKNOWN);
	assert_int_equal(answer_to("T", 0, 255), SIGNATURE_UNKNOWN);
}

/* Where the system reaps children by itself, no exit status can be had: no answer either. */
static void wants_to_see_the_end(void **state)
{
	(void)state;
	signal(SIGCHLD, SIG_IGN);
	assert_int_equal(answer_to("T", 0, 0), SIGNATURE_UNKNOWN);
	signal(SIGCHLD, SIG_DFL);
}

static void needs_no_checker_without_a_signature(void **state)
{
	(void)state;
	checker.status = 97;
	assert_int_equal(signature_verify_against("database", 42, 100, -1), SIGNATURE_NONE);
	assert_int_equal(signature_verify(100, -1), SIGNATURE_NONE);
}

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
	checker.words = "T";
	checker.signal = checker.status = 0;
	checker.slow = true;
	pest = fork();
	if (pest == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		for (;;) {
			kill(tester, SIGUSR1);
			nanosleep(&pause, NULL);
		}
	}
	assert_int_equal(signature_verify_against("database", 42, 100, 101), SIGNATURE_TRUSTED);
	kill(pest, SIGKILL);
	waitpid(pest, NULL, 0);
	checker.slow = false;
}

/* Takes as long as staprun is ready to wait. */
static void does_not_wait_for_ever(void **state)
{
	(void)state;
	if (!getenv("SLOW_TESTS"))
		skip();
	checker.hangs = true;
	assert_int_equal(answer_to("", 0, 0), SIGNATURE_UNKNOWN);
	checker.hangs = false;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(takes_a_clear_answer),
		cmocka_unit_test(takes_everything_else_for_a_no),
		cmocka_unit_test(wants_a_clean_end),
		cmocka_unit_test(wants_to_see_the_end),
		cmocka_unit_test(needs_no_checker_without_a_signature),
		cmocka_unit_test(does_not_mind_interruptions),
		cmocka_unit_test(does_not_wait_for_ever),
	};

	report_setup(0, COLOR_NEVER, NULL);
	return cmocka_run_group_tests_name("signature", tests, NULL, NULL);
}
