/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is foreseen of a load, from each fact that speaks against it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <string.h>

#include "stapio/check.h"

static struct check it;
static struct wish wish;

/* Nothing is in the way. */
static void plain(void)
{
	it = (struct check){.answered = true,
		.outcome = {.kind = OUTCOME_CHECKED, .text = "6.1.0 SMP mod_unload "},
		.machine = {.release = "6.1.0", .free_mb = 100, .processors = 2},
		.parameters = {2, {{"number", "int64_t"}, {"text", "string"}}},
		.buffer_mb = 16};
	wish = (struct wish){.options = ""};
}

#define foreseen(error) assert_int_equal(check_foresee(&it, &wish), error)

static void each_fact(void **state)
{
	(void)state;
	plain();
	foreseen(0);
	it.buffer_mb = 50;
	foreseen(0);
	it.buffer_mb = 51;
	foreseen(ENOMEM);
	it.machine.free_mb = 0; /* not known */
	foreseen(0);
	plain();
	wish.options = "number=x";
	foreseen(EINVAL);
	plain();
	it.machine.name_is_loaded = true;
	foreseen(EEXIST);
	wish.renamed = true;
	foreseen(0);
	plain();
	it.outcome.found = 1;
	foreseen(EEXIST);
	plain();
	strcpy(it.outcome.text, "6.1.0-1 SMP");
	foreseen(ENOEXEC);
	strcpy(it.outcome.text, "6.1 SMP");
	foreseen(ENOEXEC);
	strcpy(it.outcome.text, "");
	foreseen(ENOEXEC);
	plain();
	it.machine.must_be_signed = true;
	foreseen(EKEYREJECTED);
	it.outcome.number = 1;
	foreseen(0);
	it.machine.locked_down = true;
	foreseen(0);
	it.outcome.number = 0;
	foreseen(EKEYREJECTED);
	it.machine.must_be_signed = false; /* the lockdown has an errno of its own */
	foreseen(EPERM);
	it.machine.modules_disabled = true;
	foreseen(EPERM);
	plain();
	it.machine.lacks_capability = true;
	foreseen(EPERM);
	it.machine.no_modules = true; /* for whomever */
	foreseen(ENOSYS);
}

static void hidden_addresses(void **state)
{
	static const struct {
		const char *release;
		bool lacks;
	} kernels[] = {{"3.10.0-1160.el7", false}, {"4.18.0-553.el8", false}, {"5.6.19", false},
		{"5.7.0", true}, {"5.10.0-8-amd64", true}, {"6.1.0", true}, {"", false}};

	(void)state;
	for (size_t i = 0; i < sizeof(kernels) / sizeof(kernels[0]); i++) {
		plain();
		strcpy(it.machine.release, kernels[i].release);
		assert_false(check_lacks_addresses(&it.machine));
		it.machine.hides_addresses = true;
		assert_int_equal(check_lacks_addresses(&it.machine), kernels[i].lacks);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_fact),
		cmocka_unit_test(hidden_addresses),
	};

	return cmocka_run_group_tests_name("check", tests, NULL, NULL);
}
