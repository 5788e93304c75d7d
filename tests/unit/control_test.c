/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The first message finds the dialect, or that there is none; what no message has room for is not
 * sent. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/control.h"

/* This file takes numbers alone: each message is one of no sense, as to a module one of the other
 * dialect. */
static void no_dialect(void **state)
{
	int fd = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);

	(void)state;
	assert_true(fd >= 0);
	assert_int_equal(control_send_first(fd, CONTROL_READY, NULL, 0), -EINVAL);
	close(fd);
	assert_int_equal(control_send_first(fd, CONTROL_READY, NULL, 0), -EBADF);
}

static void too_long(void **state)
{
	static const char payload[CONTROL_REQUEST_MAX + 1];
	FILE *file = tmpfile();
	struct stat st;

	(void)state;
	assert_non_null(file);
	int fd = fileno(file);
	assert_int_equal(
		control_send(fd, DIALECT_5, CONTROL_READY, payload, sizeof(payload)), -EMSGSIZE);
	assert_int_equal(
		control_send(fd, DIALECT_5, CONTROL_READY, payload, sizeof(payload) - 1), 0);
	assert_int_equal(fstat(fd, &st), 0);
	assert_int_equal(st.st_size, sizeof(uint32_t) + CONTROL_REQUEST_MAX);
	fclose(file);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_dialect),
		cmocka_unit_test(too_long),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
