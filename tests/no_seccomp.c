/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * For tests under qemu-user, which has no seccomp (tests/cross): filters are asked for, not had,
 * and that is no failure. What they say is tried in tests/unit/filter_test.c, and what is outside
 * of them by tests/cross.
 */
#include <linux/seccomp.h>
#include <stdarg.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

int prctl(int what, ...)
{
	unsigned long arguments[4];
	va_list args;

	va_start(args, what);
	for (int i = 0; i < 4; i++)
		arguments[i] = va_arg(args, unsigned long);
	va_end(args);
	int rc = (int)syscall(
		SYS_prctl, what, arguments[0], arguments[1], arguments[2], arguments[3]);
	return what == PR_SET_SECCOMP ? 0 : rc;
}
