/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The privileged side of the helper, with one that misbehaves: its entries are the test's own. */
#include <errno.h>
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
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "helper/entries.h"
#include "staprun/helper.h"
#include "staprun/messages.h"
#include "staprun/sandbox.h"

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
	bool lingers; /* says a word more, of no length, and does not end */
	bool works;   /* until it was asked for often enough */
} orders = {.times = 1};

/* What the helper has worked for, each a millisecond of the processor, and how often it was asked
 * for in vain. */
static struct {
	_Atomic int milliseconds, asked;
	int enough; /* so often */
} * work;

/* In place of poll(2): patience ends at once, but for who works not before the helper has done
 * some. */
int poll(struct pollfd *fds, nfds_t count, int timeout)
{
	const struct timespec moment = {.tv_nsec = 1000000};

	if (orders.works && work->asked < work->enough) {
		for (int before = work->milliseconds; work->milliseconds < before + 2;)
			nanosleep(&moment, NULL);
		work->asked++;
		return 0;
	}
	return ppoll(
		fds, count, orders.hangs || orders.lingers || timeout == 0 ? &moment : NULL, NULL);
}

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

static void burn_a_millisecond(void)
{
	clock_t begun = clock();

	while (clock() - begun < CLOCKS_PER_SEC / 1000)
		;
}

static int obey(void)
{
	for (; orders.works && work->asked < work->enough; work->milliseconds++)
		burn_a_millisecond();
	while (orders.hangs)
		pause();
	if (orders.slow)
		usleep(100000);
	for (int i = 0; i < orders.times; i++)
		if (write(HELPER_ANSWER, orders.words, orders.length) != (ssize_t)orders.length)
			return 98;
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

static void failed_as(enum helper_failure failure)
{
	struct outcome outcome = next_told();

	assert_int_equal(outcome.kind, OUTCOME_NOT_CHECKED);
	assert_int_equal(outcome.number, failure);
	assert_int_equal(next_told().kind, OUTCOME_MODULE);
}

static void takes_a_clear_answer(void **state)
{
	(void)state;
	for (uint32_t verdict = 0; verdict < 256; verdict++) {
		const struct signature_answer said = {.verdict = verdict};
		bool clear = verdict == SIGNATURE_TRUSTED || verdict == SIGNATURE_ALTERED ||
			     verdict == SIGNATURE_STRANGER || verdict == SIGNATURE_DISCOUNTED;

		assert_int_equal(
			answer_of(&said, sizeof(said), 0, 0), clear ? verdict : SIGNATURE_UNKNOWN);
		assert_int_equal(next_told().kind, OUTCOME_MODULE);
	}
}

/* Whatever they say, they are remarks, their text ends, and they are as many as there is room for.
 */
static void passes_remarks_on(void **state)
{
	static const uint32_t counts[] = {0, 1, REMARKS_MAX, REMARKS_MAX + 1, UINT32_MAX};
	struct signature_answer said;

	(void)state;
	for (size_t i = 0; i < sizeof(counts) / sizeof(counts[0]); i++) {
		memset(&said, 'x', sizeof(said));
		said.verdict = SIGNATURE_STRANGER;
		said.count = counts[i];
		assert_int_equal(answer_of(&said, sizeof(said), 0, 0), SIGNATURE_STRANGER);
		for (uint32_t j = 0; j < counts[i] && j < REMARKS_MAX; j++) {
			struct outcome outcome = next_told();

			assert_int_equal(outcome.kind, OUTCOME_SIGNATURE);
			assert_int_equal(outcome.text[sizeof(outcome.text) - 1], '\0');
			assert_string_equal(outcome.name, "");
		}
		assert_int_equal(next_told().kind, OUTCOME_MODULE);
	}
}

static void takes_everything_else_for_a_no(void **state)
{
	static const size_t lengths[] = {0, 1, sizeof(trusted) - 1, sizeof(trusted) + 1, 5000};
	static char words[5000];

	(void)state;
	memcpy(words, &trusted, sizeof(trusted));
	for (size_t i = 0; i < sizeof(lengths) / sizeof(lengths[0]); i++) {
		assert_int_equal(answer_of(words, lengths[i], 0, 0), SIGNATURE_UNKNOWN);
		failed_as(HELPER_WRONG);
	}
	/* In one message only. */
	for (orders.times = 0; orders.times < 4; orders.times++)
		assert_int_equal(answer_trusted(0, 0),
			orders.times == 1 ? SIGNATURE_TRUSTED : SIGNATURE_UNKNOWN);
	orders.times = 1;
}

static void wants_a_clean_end(void **state)
{
	static const int signals[] = {SIGKILL, SIGSEGV, SIGTERM, SIGXCPU};

	(void)state;
	for (size_t i = 0; i < sizeof(signals) / sizeof(signals[0]); i++) {
		assert_int_equal(answer_trusted(signals[i], 0), SIGNATURE_UNKNOWN);
		failed_as(HELPER_WRONG);
		orders.times = 0;
		assert_int_equal(answer_nothing(signals[i], 0), SIGNATURE_UNKNOWN);
		failed_as(HELPER_SIGNALLED);
		orders.times = 1;
	}
	assert_int_equal(answer_trusted(0, 1), SIGNATURE_UNKNOWN);
	assert_int_equal(answer_trusted(0, 255), SIGNATURE_UNKNOWN);
	orders.times = 0;
	assert_int_equal(answer_nothing(0, ENOSYS), SIGNATURE_UNKNOWN);
	failed_as(HELPER_NOT_CONFINED);
	orders.times = 1;
}

/* Where the system reaps children by itself, no exit status can be had: no answer either. */
static void wants_to_see_the_end(void **state)
{
	(void)state;
	signal(SIGCHLD, SIG_IGN);
	assert_int_equal(answer_trusted(0, 0), SIGNATURE_UNKNOWN);
	signal(SIGCHLD, SIG_DFL);
}

static void needs_no_helper_without_a_signature(void **state)
{
	(void)state;
	orders.status = 97;
	forget_told();
	assert_int_equal(helper_verify(&database, &image, -ENOENT), SIGNATURE_NONE);
	assert_int_equal(next_told().kind, OUTCOME_MODULE);
}

/* One that is there and can't be opened is not none. */
static void no_signature_is_not_one_that_is_out_of_reach(void **state)
{
	static const int errors[] = {
		EACCES, EPERM, ELOOP, ENAMETOOLONG, EMFILE, EINVAL, EIO, ENOTDIR};

	(void)state;
	for (size_t i = 0; i < sizeof(errors) / sizeof(errors[0]); i++) {
		assert_int_equal(helper_verify(&database, &image, -errors[i]), SIGNATURE_UNKNOWN);
		failed_as(HELPER_NO_FILE);
	}
}

/* The answer about a module, with FACTS and WHY it is none; LENGTH bytes of it. */
static int read_of(const struct module_facts *facts, const char *why, size_t length, int status)
{
	static char record[sizeof(struct module_answer) + 100];
	struct module_answer said = {.facts = *facts};

	strcpy(said.why_not, why);
	memcpy(record, &said, sizeof(said));
	orders.words = record;
	orders.length = length;
	orders.signal = 0;
	orders.status = status;
	image.facts = (struct module_facts){.required = PRIVILEGE_STAPDEV};
	forget_told();
	return helper_read(&image);
}

static void takes_a_whole_record_of_a_module(void **state)
{
	const struct module_facts nothing = {.required = PRIVILEGE_STAPDEV};
	const size_t whole = sizeof(struct module_answer);
	struct module_facts wrong = truth;

	(void)state;
	assert_int_equal(read_of(&truth, "", whole, 0), 0);
	assert_memory_equal(&image.facts, &truth, sizeof(truth));
	for (size_t length = 0; length <= whole + 100; length++)
		if (length != whole) {
			assert_int_equal(read_of(&truth, "", length, 0), -1);
			assert_memory_equal(&image.facts, &nothing, sizeof(nothing));
		}
	for (int status = 1; status < 256; status++)
		assert_int_equal(read_of(&truth, "", whole, status), -1);
	wrong.required++;
	assert_int_equal(read_of(&wrong, "", whole, 0), -1);
	assert_memory_equal(&image.facts, &nothing, sizeof(nothing));
	assert_int_equal(read_of(&truth, "a text file", whole, 0), -1);
	assert_memory_equal(&image.facts, &nothing, sizeof(nothing));
	struct outcome outcome = next_told();

	assert_int_equal(outcome.kind, OUTCOME_NOT_A_MODULE);
	assert_string_equal(outcome.text, "a text file");
}

static void renames_nothing_but_the_name(void **state)
{
	const struct module_facts others[] = {
		{{5, 16}, 22, sizeof(contents), PRIVILEGE_STAPUSR, 0, 0, "h_1234", ""},
		{{5, 16}, 22, sizeof(contents), PRIVILEGE_STAPUSR, 0, 0, "hello", ""},
		{{5, 0}, 22, sizeof(contents), PRIVILEGE_STAPUSR, 0, 0, "_1234", ""},
		{{5, 16}, 21, sizeof(contents), PRIVILEGE_STAPUSR, 0, 0, "_1234", ""},
		{{5, 16}, 22, sizeof(contents), PRIVILEGE_STAPDEV, 0, 0, "_1234", ""},
		{{5, 16}, 22, sizeof(contents), PRIVILEGE_STAPUSR, 1, 0, "_1234", ""},
	};
	struct module_answer said = {.facts = truth};
	struct module_facts *renamed = &said.facts;
	struct module_image real;
	int fd = memfd_create("file", 0);

	(void)state;
	assert_int_equal(write(fd, contents, sizeof(contents)), sizeof(contents));
	assert_int_equal(lseek(fd, 0, SEEK_SET), 0);
	assert_int_equal(module_image_seal(&real, module_image_copy(fd)), 0);
	assert_true(module_image_believes(&real, &truth));
	orders.words = &said;
	orders.length = sizeof(said);
	orders.signal = orders.status = 0;
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
		said.facts = others[i];
		assert_int_equal(helper_rename(&real, 1234), -ENOEXEC);
		assert_string_equal(real.bytes + 5, "hello");
		assert_memory_equal(&real.facts, &truth, sizeof(truth));
	}
	said.facts = truth;
	strcpy(renamed->name, "_1234");
	assert_int_equal(helper_rename(&real, 123456), -EINVAL);
	assert_int_equal(helper_rename(&real, 1234), 0);
	assert_string_equal(real.bytes + 5, "_1234");
	assert_memory_equal(&real.facts, renamed, sizeof(*renamed));
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

static void waits_for_who_works(void **state)
{
	(void)state;
	work = mmap(NULL, sizeof(*work), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	assert_true(work != MAP_FAILED);
	orders.works = true;
	work->enough = 19;
	assert_int_equal(answer_trusted(0, 0), SIGNATURE_TRUSTED);
	/* Ten minutes, by half a minute. */
	work->asked = 0;
	work->enough = 1000;
	assert_int_equal(answer_nothing(0, 0), SIGNATURE_UNKNOWN);
	assert_int_equal(next_told().number, HELPER_SLOW);
	assert_int_equal(work->asked, 20);
	orders.works = false;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(takes_a_clear_answer),
		cmocka_unit_test(passes_remarks_on),
		cmocka_unit_test(takes_everything_else_for_a_no),
		cmocka_unit_test(wants_a_clean_end),
		cmocka_unit_test(wants_to_see_the_end),
		cmocka_unit_test(needs_no_helper_without_a_signature),
		cmocka_unit_test(no_signature_is_not_one_that_is_out_of_reach),
		cmocka_unit_test(takes_a_whole_record_of_a_module),
		cmocka_unit_test(renames_nothing_but_the_name),
		cmocka_unit_test(does_not_mind_interruptions),
		cmocka_unit_test(does_not_wait_for_ever),
		cmocka_unit_test(waits_for_who_works),
	};

	if (handover_open(told))
		return 1;
	answer_to(told[0]);
	return cmocka_run_group_tests_name("helper", tests, NULL, NULL);
}
