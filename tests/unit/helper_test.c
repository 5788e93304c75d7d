/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The privileged side of the helper, with one that misbehaves: the test itself
 * is the shared object with its entries.
 */
#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "common/report.h"
#include "helper/entries.h"
#include "staprun/helper.h"
#include "staprun/sandbox.h"

static const struct helper ourselves = {NULL, "database", 42};

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
	bool lingers; /* says a word more, of no length, and does not end */
} orders = {.times = 1};

/* A file in which the name of a module is twice, and the constants of one are. */
static const char contents[] = "\177ELF\0hello\0name=hello\0constants";
static struct module_image image = {.fd = 2, .bytes = contents, .size = sizeof(contents)};

static const struct module_facts truth = {
	.name_offsets = {5, 16},
	.rodata_begin = 22,
	.rodata_end = sizeof(contents),
	.required = PRIVILEGE_STAPUSR,
	.name = "hello",
};

static int obey(const struct helper_task *task)
{
	if (task->helper != &ourselves || !task->image)
		return 99;
	while (orders.hangs)
		pause();
	if (orders.slow)
		usleep(100000);
	for (int i = 0; i < orders.times; i++)
		if (write(SANDBOX_ANSWER, orders.words, orders.length) != (ssize_t)orders.length)
			return 98;
	if (orders.lingers && write(SANDBOX_ANSWER, "", 0) == 0)
		for (;;)
			pause();
	signal(SIGSEGV, SIG_DFL); /* cmocka has a handler */
	if (orders.signal)
		raise(orders.signal);
	return orders.status;
}

int check_signature(const struct helper_task *task)
{
	return obey(task);
}

int read_module(const struct helper_task *task)
{
	return obey(task);
}

static enum signature answer_of(const void *words, size_t length, int signal, int status)
{
	orders.words = words;
	orders.length = length;
	orders.signal = signal;
	orders.status = status;
	enum signature result = helper_verify(&ourselves, &image, STDERR_FILENO);

	/* No child is left behind. */
	assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
	return result;
}

#define answer_to(words, signal, status) answer_of(words, strlen(words), signal, status)

#define T "\4"

static void takes_a_clear_answer(void **state)
{
	(void)state;
	for (int verdict = 0; verdict < 256; verdict++) {
		const char letter = (char)verdict;
		bool clear = verdict == SIGNATURE_TRUSTED || verdict == SIGNATURE_ALTERED ||
			     verdict == SIGNATURE_STRANGER;

		assert_int_equal(answer_of(&letter, 1, 0, 0), clear ? verdict : SIGNATURE_UNKNOWN);
	}
}

static void takes_everything_else_for_a_no(void **state)
{
	static const char *const words[] = {"", T T, T "\2", "\3" T, T "\n", T T T T T T T T};

	(void)state;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		assert_int_equal(answer_to(words[i], 0, 0), SIGNATURE_UNKNOWN);
	/* In one message only. */
	for (orders.times = 0; orders.times < 4; orders.times++)
		assert_int_equal(answer_to(T, 0, 0),
			orders.times == 1 ? SIGNATURE_TRUSTED : SIGNATURE_UNKNOWN);
	orders.times = 1;
}

static void wants_a_clean_end(void **state)
{
	static const int signals[] = {SIGKILL, SIGSEGV, SIGTERM, SIGXCPU};

	(void)state;
	for (size_t i = 0; i < sizeof(signals) / sizeof(signals[0]); i++) {
		assert_int_equal(answer_to(T, signals[i], 0), SIGNATURE_UNKNOWN);
		assert_int_equal(answer_to("", signals[i], 0), SIGNATURE_UNKNOWN);
	}
	assert_int_equal(answer_to(T, 0, 1), SIGNATURE_UNKNOWN);
	assert_int_equal(answer_to(T, 0, 255), SIGNATURE_UNKNOWN);
}

/* Where the system reaps children by itself, no exit status can be had: no answer either. */
static void wants_to_see_the_end(void **state)
{
	(void)state;
	signal(SIGCHLD, SIG_IGN);
	assert_int_equal(answer_to(T, 0, 0), SIGNATURE_UNKNOWN);
	signal(SIGCHLD, SIG_DFL);
}

static void needs_no_helper_without_a_signature(void **state)
{
	(void)state;
	orders.status = 97;
	assert_int_equal(helper_verify(&ourselves, &image, -1), SIGNATURE_NONE);
}

static int read_of(const void *record, size_t length, int status)
{
	static const struct module_file file = {.path = "hello.ko"};

	orders.words = record;
	orders.length = length;
	orders.signal = 0;
	orders.status = status;
	image.facts = (struct module_facts){.required = PRIVILEGE_STAPDEV};
	return helper_read(&ourselves, &image, &file);
}

static void takes_a_whole_record_of_a_module(void **state)
{
	const struct module_facts nothing = {.required = PRIVILEGE_STAPDEV};
	char record[sizeof(truth) + 100] = {0};

	(void)state;
	memcpy(record, &truth, sizeof(truth));
	assert_int_equal(read_of(record, sizeof(truth), 0), 0);
	assert_memory_equal(&image.facts, &truth, sizeof(truth));
	for (size_t length = 0; length <= sizeof(record); length++)
		if (length != sizeof(truth)) {
			assert_int_equal(read_of(record, length, 0), -1);
			assert_memory_equal(&image.facts, &nothing, sizeof(nothing));
		}
	for (int status = 1; status < 256; status++)
		assert_int_equal(read_of(record, sizeof(truth), status), -1);
	record[offsetof(struct module_facts, required)]++;
	assert_int_equal(read_of(record, sizeof(truth), 0), -1);
	assert_memory_equal(&image.facts, &nothing, sizeof(nothing));
}

static void renames_nothing_but_the_name(void **state)
{
	static const struct module_file file = {.path = "hello.ko"};
	const struct module_facts others[] = {
		{{5, 16}, 22, sizeof(contents), PRIVILEGE_STAPUSR, 0, "h_1234", ""},
		{{5, 16}, 22, sizeof(contents), PRIVILEGE_STAPUSR, 0, "hello", ""},
		{{5, 0}, 22, sizeof(contents), PRIVILEGE_STAPUSR, 0, "_1234", ""},
		{{5, 16}, 21, sizeof(contents), PRIVILEGE_STAPUSR, 0, "_1234", ""},
		{{5, 16}, 22, sizeof(contents), PRIVILEGE_STAPDEV, 0, "_1234", ""},
		{{5, 16}, 22, sizeof(contents), PRIVILEGE_STAPUSR, 1, "_1234", ""},
	};
	struct module_facts renamed = truth;
	struct module_image real;
	int fd = memfd_create("file", 0);

	(void)state;
	assert_int_equal(write(fd, contents, sizeof(contents)), sizeof(contents));
	assert_int_equal(lseek(fd, 0, SEEK_SET), 0);
	assert_int_equal(module_image_copy(&real, fd), 0);
	assert_true(module_image_believes(&real, &truth));
	orders.length = sizeof(truth);
	orders.signal = orders.status = 0;
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
		orders.words = &others[i];
		assert_int_equal(helper_rename(&ourselves, &real, &file, 1234), -ENOEXEC);
		assert_string_equal(real.bytes + 5, "hello");
		assert_memory_equal(&real.facts, &truth, sizeof(truth));
	}
	orders.words = &renamed;
	strcpy(renamed.name, "_1234");
	assert_int_equal(helper_rename(&ourselves, &real, &file, 123456), -EINVAL);
	assert_int_equal(helper_rename(&ourselves, &real, &file, 1234), 0);
	assert_string_equal(real.bytes + 5, "_1234");
	assert_memory_equal(&real.facts, &renamed, sizeof(renamed));
	module_image_close(&real);
	close(fd);
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
	orders.words = T;
	orders.length = 1;
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
	assert_int_equal(helper_verify(&ourselves, &image, STDERR_FILENO), SIGNATURE_TRUSTED);
	kill(pest, SIGKILL);
	waitpid(pest, NULL, 0);
	orders.slow = false;
}

/* Takes as long as staprun is ready to wait. */
static void does_not_wait_for_ever(void **state)
{
	(void)state;
	if (!getenv("SLOW_TESTS"))
		skip();
	orders.hangs = true;
	assert_int_equal(answer_to("", 0, 0), SIGNATURE_UNKNOWN);
	orders.hangs = false;
	orders.lingers = true;
	assert_int_equal(answer_to(T, 0, 0), SIGNATURE_UNKNOWN);
	orders.lingers = false;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(takes_a_clear_answer),
		cmocka_unit_test(takes_everything_else_for_a_no),
		cmocka_unit_test(wants_a_clean_end),
		cmocka_unit_test(wants_to_see_the_end),
		cmocka_unit_test(needs_no_helper_without_a_signature),
		cmocka_unit_test(takes_a_whole_record_of_a_module),
		cmocka_unit_test(renames_nothing_but_the_name),
		cmocka_unit_test(does_not_mind_interruptions),
		cmocka_unit_test(does_not_wait_for_ever),
	};

	report_setup(0, COLOR_NEVER, NULL);
	return cmocka_run_group_tests_name("helper", tests, NULL, NULL);
}
