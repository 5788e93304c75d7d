/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Where as many files are open as there may be (ENFILE), which is a caller's doing: who has
 * CAP_SYS_ADMIN in effect gets one all the same.
 */
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/capability.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cmocka.h>

#include "staprun/audit.h"
#include "staprun/module_folder.h"
#include "staprun/privilege.h"

static bool all_open;
static unsigned refused, sent;

static bool is_refused(void)
{
	cap_flag_value_t has = CAP_CLEAR;
	cap_t caps = cap_get_proc();

	cap_get_flag(caps, CAP_SYS_ADMIN, CAP_EFFECTIVE, &has);
	cap_free(caps);
	errno = ENFILE;
	refused += all_open && has == CAP_CLEAR;
	return all_open && has == CAP_CLEAR;
}

int its_open(const char *path, int flags, ...) __asm__("open");
int its_open64(const char *path, int flags, ...) __asm__("open64");

int its_open(const char *path, int flags, ...)
{
	return is_refused() ? -1 : (int)syscall(SYS_openat, AT_FDCWD, path, flags, 0600);
}

int its_open64(const char *path, int flags, ...)
{
	return its_open(path, flags);
}

int its_openat(int at, const char *path, int flags, ...) __asm__("openat");
int its_openat64(int at, const char *path, int flags, ...) __asm__("openat64");

int its_openat(int at, const char *path, int flags, ...)
{
	return is_refused() ? -1 : (int)syscall(SYS_openat, at, path, flags, 0600);
}

int its_openat64(int at, const char *path, int flags, ...)
{
	return its_openat(at, path, flags);
}

int socket(int domain, int type, int protocol)
{
	(void)domain, (void)type, (void)protocol;
	return is_refused() ? -1 : dup(STDERR_FILENO);
}

/* What is sent is sent nowhere. */
ssize_t sendmsg(int fd, const struct msghdr *message, int flags)
{
	(void)message, (void)flags;
	sent += fd >= 0;
	return 0;
}

/* From here on all are open, for whoever has no power in effect. */
static void open_all(void)
{
	cap_flag_value_t has = CAP_CLEAR;
	cap_t caps = cap_get_proc();

	cap_get_flag(caps, CAP_SYS_ADMIN, CAP_PERMITTED, &has);
	cap_free(caps);
	if (has == CAP_CLEAR)
		skip(); /* there is no power to raise */
	privilege_lower();
	refused = sent = 0;
	all_open = true;
}

/* Each record goes both ways, and says who and from where. */
static void are_on_record(void **state)
{
	(void)state;
	open_all();
	audit_begin(1234);
	all_open = false;
	assert_int_equal(refused, 0);
	audit("load", "m", "permitted");
	assert_int_equal(sent, 2);
}

/* A module that is not found is taken for none: it would not count, nor be removed. */
static void are_found(void **state)
{
	uid_t owner;

	(void)state;
	open_all();
	assert_int_equal(module_folder_open("no_such_module", &owner), -ENOENT);
	all_open = false;
	assert_int_equal(refused, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(are_on_record),
		cmocka_unit_test(are_found),
	};

	return cmocka_run_group_tests_name("all_open", tests, NULL, NULL);
}
