/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What stapio reads for the loader, and what it says of files that are none. */
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "stapio/fetch.h"

static char folder[] = "/tmp/fetch-XXXXXX";
static struct fetched fetched;

static void write_file(const char *name, const char *bytes, size_t size)
{
	FILE *file = fopen(name, "w");

	assert_true(file && fwrite(bytes, 1, size, file) == size && fclose(file) == 0);
}

/* The errno for which MODULE is not had, by KIND; or 0. */
static int fails(const char *module, enum outcome_kind kind)
{
	fetch(&fetched, module);
	if (fetched.failure.kind)
		assert_int_equal(fetched.failure.kind, kind);
	return fetched.failure.error;
}

static void what_is_there(void **state)
{
	char real[PATH_MAX];

	(void)state;
	write_file("a.ko", "bytes\0more", 10);
	assert_int_equal(symlink("a.ko", "link.ko"), 0);
	assert_int_equal(fails("./link.ko", OUTCOME_NOT_OPENED), 0);
	assert_true(realpath("a.ko", real));
	assert_string_equal(fetched.path, real);
	assert_int_equal(fetched.module.size, 10);
	assert_memory_equal(fetched.module.bytes, "bytes\0more", 10);
	assert_int_equal(fetched.signature.error, -ENOENT);
	/* The signature is beside where the file is. */
	write_file("a.ko.sgn", "sgn", 3);
	assert_int_equal(fails("./link.ko", OUTCOME_NOT_OPENED), 0);
	assert_int_equal(fetched.signature.error, 0);
	assert_int_equal(fetched.signature.size, 3);
	/* One that is there and can't be read is not none. */
	assert_int_equal(unlink("a.ko.sgn") | mkdir("a.ko.sgn", 0700), 0);
	assert_int_equal(fails("a.ko", OUTCOME_NOT_OPENED), 0);
	assert_int_equal(fetched.signature.error, -EISDIR);
	assert_int_equal(rmdir("a.ko.sgn") | mkfifo("a.ko.sgn", 0600), 0);
	assert_int_equal(fails("a.ko", OUTCOME_NOT_OPENED), 0);
	assert_int_equal(fetched.signature.error, -ENOTSUP);
	assert_int_equal(unlink("a.ko.sgn") | symlink("a.ko.sgn", "a.ko.sgn"), 0);
	assert_int_equal(fails("a.ko", OUTCOME_NOT_OPENED), 0);
	assert_int_equal(fetched.signature.error, -ELOOP);
	assert_int_equal(unlink("a.ko.sgn"), 0);
	write_file("a.ko.sgn", "", 0);
	assert_int_equal(truncate("a.ko.sgn", SIGNATURE_FILE_MAX + 1), 0);
	assert_int_equal(fails("a.ko", OUTCOME_NOT_OPENED), 0);
	assert_int_equal(fetched.signature.error, -EFBIG);
	assert_int_equal(unlink("a.ko.sgn") | unlink("a.ko") | unlink("link.ko"), 0);
}

static void what_is_none(void **state)
{
	(void)state;
	assert_int_equal(fails("./missing.ko", OUTCOME_NOT_OPENED), ENOENT);
	assert_int_equal(fails("/", OUTCOME_NOT_COPIED), EISDIR);
	assert_int_equal(fails("/dev/zero", OUTCOME_NOT_COPIED), ENOTSUP);
	assert_int_equal(mkfifo("fifo.ko", 0600), 0);
	assert_int_equal(fails("./fifo.ko", OUTCOME_NOT_COPIED), ENOTSUP);
	write_file("empty.ko", "", 0);
	assert_int_equal(fails("./empty.ko", OUTCOME_NOT_COPIED), ENODATA);
	assert_int_equal(truncate("empty.ko", MODULE_IMAGE_MAX + 1), 0);
	assert_int_equal(fails("./empty.ko", OUTCOME_NOT_COPIED), EFBIG);
	/* It says that it has nothing, and that it has a page, and has neither. */
	assert_int_equal(fails("/proc/self/status", OUTCOME_NOT_COPIED), ENODATA);
	assert_int_equal(fails("/sys/kernel/uevent_seqnum", OUTCOME_NOT_COPIED), EBUSY);
	assert_int_equal(unlink("fifo.ko") | unlink("empty.ko"), 0);
}

static int set_up(void **state)
{
	(void)state;
	return mkdtemp(folder) ? chdir(folder) : -1;
}

static int take_down(void **state)
{
	(void)state;
	return chdir("/") | rmdir(folder);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_there),
		cmocka_unit_test(what_is_none),
	};

	return cmocka_run_group_tests(tests, set_up, take_down);
}
