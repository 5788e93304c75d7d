/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the privileged side of the helper takes for an answer. */
#include "tests/unit/helper_orders.h"

static const struct module_facts truth = {
	.name_offsets = {5, 16},
	.rodata_begin = 22,
	.rodata_end = sizeof(contents),
	.required = PRIVILEGE_STAPUSR,
	.name = "hello",
};

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

/* Of the addresses, too: a keeper is not to have a helper beside it. */
static void finds_no_symbols_without_a_helper_that_ends(void **state)
{
	struct kernel_symbol symbols[SYMBOLS_MAX] = {{.name = "_stext"}};
	struct symbols_answer said = {{0}};

	(void)state;
	orders.words = &said;
	orders.length = sizeof(said);
	orders.signal = orders.status = 0;
	forget_told();
	assert_int_equal(helper_find_symbols(STDERR_FILENO, symbols, SYMBOLS_MAX), 0);
	assert_int_equal(next_told().kind, OUTCOME_ADDRESSES_HIDDEN);
	assert_int_equal(helper_find_symbols(-1, symbols, SYMBOLS_MAX), 0);
	assert_int_equal(next_told().kind, OUTCOME_ADDRESSES_HIDDEN);
	said.addresses[0] = 4711;
	assert_int_equal(helper_find_symbols(STDERR_FILENO, symbols, SYMBOLS_MAX), 0);
	assert_int_equal(symbols[0].address, 4711);
	assert_int_equal(next_told().kind, OUTCOME_MODULE);
	orders.status = 1;
	assert_int_equal(helper_find_symbols(STDERR_FILENO, symbols, SYMBOLS_MAX), -1);
	assert_int_equal(next_told().kind, OUTCOME_NO_ADDRESSES);
	orders.status = 0;
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
		cmocka_unit_test(finds_no_symbols_without_a_helper_that_ends),
	};

	if (begin())
		return 1;
	return cmocka_run_group_tests_name("helper", tests, NULL, NULL);
}
