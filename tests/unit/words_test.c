/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Each cause that the kernel gives one errno for has its own line, and each no its sentence. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <string.h>

#include "helper/words.h"
#include "staprun/kernel.h"

#define RELEASE  "6.1.0-50-cloud-amd64"
#define VERMAGIC RELEASE " SMP preempt mod_unload modversions "

/* A failure with nothing remarkable about kernel or module. */
static struct load_failure plain(int error)
{
	return (struct load_failure){.error = error,
		.name = "tick",
		.vermagic = VERMAGIC,
		.release = RELEASE,
		.free_mb = 1000,
		.processors = 2};
}

static void says(const struct load_failure *failure, const char *what)
{
	char line[1024];

	explain(failure, line, sizeof(line));
	if (!strstr(line, what))
		fail_msg("errno %d: no \"%s\" in \"%s\"", failure->error, what, line);
	assert_null(strchr(line, '\n'));
}

static void another_kernel(void **state)
{
	struct load_failure failure = plain(ENOEXEC);

	(void)state;
	failure.vermagic = "5.10.0-8-amd64 SMP mod_unload modversions ";
	says(&failure, "Linux 5.10.0-8-amd64, and this is Linux " RELEASE);
	failure.vermagic = RELEASE "x SMP";
	says(&failure, "Linux " RELEASE "x, and this is Linux " RELEASE);
	failure.vermagic = VERMAGIC;
	says(&failure, "another build");
	failure.vermagic = "";
	says(&failure, "which kernel");
}

static void signature_missing(void **state)
{
	const int errors[] = {EKEYREJECTED, ENOKEY, EPERM};

	(void)state;
	for (size_t i = 0; i < sizeof(errors) / sizeof(errors[0]); i++) {
		struct load_failure failure = plain(errors[i]);

		failure.must_be_signed = true;
		says(&failure, "module.sig_enforce");
		failure.locked_down = true;
		says(&failure, "locked down");
		failure.secure_boot = true;
		says(&failure, "Secure Boot");
		failure.has_signature = true;
		says(&failure, "does not know the key");
		failure.renamed = true;
		says(&failure, "-R");
	}
}

static void permission(void **state)
{
	struct load_failure failure = plain(EPERM);

	(void)state;
	says(&failure, "refused to start");
	failure.buffer_mb = 501;
	says(&failure, "501 MB for each of 2 processors, and 1000 MB are free");
	failure.modules_disabled = true;
	says(&failure, "kernel.modules_disabled");
	failure.lacks_capability = true;
	says(&failure, "CAP_SYS_MODULE");
}

static void same_name(void **state)
{
	struct load_failure failure = plain(EEXIST);

	(void)state;
	says(&failure, "just now");
	failure.same_name = SAME_NAME_OTHER;
	says(&failure, "not one of SystemTap's");
	failure.same_name = SAME_NAME_SYSTEMTAP;
	failure.owner = 1001;
	says(&failure, "uid 1001");
}

static void others(void **state)
{
	struct load_failure failure = plain(ENOMEM);

	(void)state;
	says(&failure, "16 MB for each of 2");
	failure = plain(ENOENT);
	says(&failure, "symbol");
	failure = plain(EINVAL);
	says(&failure, "NAME=VALUE");
	failure = plain(EACCES);
	says(&failure, "security policy");
	failure = plain(EIO);
	says(&failure, "dmesg");
}

/* A line is cut short, never overrun, whatever the module calls itself. */
static void long_texts(void **state)
{
	char vermagic[256], line[64 + 1];
	struct load_failure failure = plain(ENOEXEC);

	(void)state;
	memset(vermagic, 'v', sizeof(vermagic) - 1);
	vermagic[sizeof(vermagic) - 1] = '\0';
	failure.vermagic = vermagic;
	line[64] = '#';
	explain(&failure, line, 64);
	assert_true(strlen(line) < 64);
	assert_int_equal(line[64], '#');
}

static void reasons(void **state)
{
	(void)state;
	assert_string_equal(kernel_reason(ENOEXEC), "Invalid module format");
	assert_string_equal(kernel_reason(EINVAL), "Invalid parameters");
	assert_string_equal(kernel_reason(ENOENT), "Unknown symbol in module");
	assert_string_equal(kernel_reason(EEXIST), "File exists");
}

static void gives_each_no_its_sentence(void **state)
{
	(void)state;
	for (int verdict = -1; verdict <= POLICY_REFUSE_LEVEL + 1; verdict++) {
		const char *reason = explain_verdict((enum policy_verdict)verdict);

		if (verdict == POLICY_LOAD) {
			assert_string_equal(reason, "");
			continue;
		}
		assert_true(strlen(reason) > 20);
		assert_int_equal(reason[strlen(reason) - 1], '.');
		assert_null(strchr(reason, '\n'));
		for (int other = 0; other < verdict && verdict <= POLICY_REFUSE_LEVEL; other++)
			assert_string_not_equal(
				reason, explain_verdict((enum policy_verdict)other));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(another_kernel),
		cmocka_unit_test(signature_missing),
		cmocka_unit_test(permission),
		cmocka_unit_test(same_name),
		cmocka_unit_test(others),
		cmocka_unit_test(long_texts),
		cmocka_unit_test(reasons),
		cmocka_unit_test(gives_each_no_its_sentence),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
