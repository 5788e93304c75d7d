/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Waits, removes, tells. What it does not do: open a file, start a process,
 * take a signal. What the caller can do to it: let the session end.
 */
#include "staprun/keeper.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "common/compat.h"
#include "common/request.h"
#include "common/seccomp.h"
#include "staprun/audit.h"
#include "staprun/handover.h"
#include "staprun/module_folder.h"
#include "staprun/privilege.h"

#define CALL SECCOMP_CALL

/*
 * So often it tries: for 127 ms, as another staprun may just ask about the module;
 * for 8 s where a killed process may still be closing files after the socket.
 */
#define PATIENCE_AT_THE_END  7
#define PATIENCE_WHEN_KILLED 13

/*
 * A violation is an error, and no end: a keeper that is gone leaves its module. (By number; what
 * libcs of today make of poll(), recv() and fstatat().)
 */
/* clang-format off */
static const struct seccomp_call calls[] = {
	CALL(recvfrom), CALL(sendto), CALL(sendmsg), CALL(ppoll), CALL(restart_syscall),
	CALL(delete_module), CALL(write), CALL(close), CALL(exit_group),
#if __SIZEOF_POINTER__ == 8
	CALL(newfstatat),
#else
	CALL(fstatat64),
#endif
#ifdef __NR_ppoll_time64
	CALL(ppoll_time64),
#endif
#ifdef __NR_poll
	CALL(poll),
#endif
#ifdef __NR_statx
	CALL(statx),
#endif
#ifdef __i386__ /* all of a socket's in one */
	CALL(socketcall),
#endif
};
/* clang-format on */

int keeper_become(const struct inherited *inherited, int end, int folder)
{
	unsigned first = (unsigned)(end < folder ? end : folder);
	unsigned second = (unsigned)(end < folder ? folder : end);
	int null = open("/dev/null", O_RDWR | O_CLOEXEC);
	int rc;

	if (null < 0 || dup2(null, STDIN_FILENO) < 0 || dup2(null, STDOUT_FILENO) < 0)
		return -errno;
	audit_keep(STDIN_FILENO, STDOUT_FILENO); /* where they can be had */
	compat_close_range(STDERR_FILENO + 1, first - 1, false);
	compat_close_range(first + 1, second - 1, false);
	compat_close_range(second + 1, ~0U, false);
	/* What is sent to the group, or by a terminal, is not for it. */
	setsid();
	hygiene_rename(inherited, "stap-keeper");
	if (chdir("/"))
		return -errno;
	rc = privilege_keep();
	return rc ? rc : seccomp_leave(calls, sizeof(calls) / sizeof(calls[0]));
}

int keeper_remove(const char *name, int folder, unsigned patience, const char *verdict)
{
	uid_t owner;

	for (unsigned try = 0;; try++) {
		/* The folder of a module that is gone is empty, whoever has its name by now. */
		int rc = module_folder_owner(folder, &owner);

		if (!rc && syscall(SYS_delete_module, name, O_NONBLOCK))
			rc = -errno;
		else if (!rc)
			audit("remove", name, verdict);
		if (!rc || rc == -ENOENT || rc == -ENODEV || try >= patience)
			return rc == -ENODEV ? -ENOENT : rc;
		poll(NULL, 0, 1 << try);
	}
}

/* On standard error, if that takes it: no one is left to say it. */
static void say(const char *name, bool expected, int error)
{
	struct pollfd room = {.fd = STDERR_FILENO, .events = POLLOUT};
	char text[320] = "";
	int length = 0;

	if (!expected)
		length = snprintf(text, sizeof(text),
			"WARNING: stapio was killed: removing module %s.\n", name);
	if (error)
		length += snprintf(text + length, sizeof(text) - (size_t)length,
			"ERROR: Module %s is still loaded: %s; remove it with: staprun -d %s\n",
			name, strerror(-error), name);
	if (poll(&room, 1, 0) == 1 && room.revents == POLLOUT &&
		write(STDERR_FILENO, text, (size_t)length) < 0)
		return;
}

int keeper(const char *name, int folder, int end, bool attached)
{
	bool ours = !attached, expected = false;
	unsigned char word;
	int rc;

	while (handover_message(end, &word, 1) == 1)
		switch (word) {
		case KEEP_SESSION:
			ours = true;
			break;
		case KEEP_BACKGROUND:
			close(STDERR_FILENO);
			break;
		case KEEP_LEFT:
			expected = true;
			break;
		case KEEP_REMOVE:
			rc = keeper_remove(name, folder, PATIENCE_AT_THE_END, "removed");
			rc = rc == -ENOENT ? 0 : rc;
			send(end, &rc, sizeof(rc), MSG_NOSIGNAL);
			return rc != 0;
		case KEEP_NOT:
			return 0;
		}
	if (!ours)
		return 0;
	rc = keeper_remove(name, folder, PATIENCE_WHEN_KILLED,
		expected ? "removed" : "removed,stapio-was-killed");
	if (rc != -ENOENT)
		say(name, expected, rc);
	return rc && rc != -ENOENT;
}
