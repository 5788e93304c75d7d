/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The keeper waits, removes, tells. It does not open a file, start a process, or
 * take a signal. All that the caller can do to it is to let the session end.
 */
#include "staprun/keeper.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "common/calls.h"
#include "common/compat.h"
#include "common/request.h"
#include "staprun/audit.h"
#include "staprun/messages.h"
#include "staprun/privilege.h"
#include "staprun/remove.h"

/* Tries for 8 s: a killed process may still be closing files after the socket. */
#define PATIENCE_WHEN_KILLED 13

/* The folder's number among those that stay; END is the first behind the standard ones. */
#define FOLDER 4

int keeper_prepare(const struct inherited *inherited, int *folder, int turns)
{
	/* Where neither is put in the other's place. */
	int high = turns < 0 ? -1 : fcntl(turns, F_DUPFD_CLOEXEC, FOLDER + 2);

	if ((turns >= 0 && high < 0) || chdir("/"))
		return -errno;
	audit_keep(STDIN_FILENO, STDOUT_FILENO); /* where they can be had */
	if (dup2(*folder, FOLDER) < 0 ||
		compat_close_range(FOLDER + 1 + (dup2(high, FOLDER + 1) >= 0), ~0U))
		return -errno;
	*folder = FOLDER;
	/* Signals to the group, or from a terminal, are not for the keeper. */
	if (setsid() < 0)
		return -errno; /* the caller has made it the first of a group */
	environment_show_as(inherited, "stap-keeper");
	return 0;
}

int keeper_become(void)
{
	int rc = privilege_keep();

	if (!rc)
		audit_as_root();
	/* A violation is an error from here on, and no end: it would leave the module. */
	rc = rc ? rc : calls_leave(PHASE_KEEPING);
	return rc == -ENOSYS ? 0 : rc;
}

int keeper(const char *name, int folder, int end, bool attached)
{
	bool ours = !attached, expected = false;
	unsigned char word;
	int rc;

	while (handover_message(end, &word, 1, -1) == 1)
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
			rc = module_remove(name, folder, REMOVE_PATIENCE, "removed");
			rc = rc == -ENOENT ? 0 : rc;
			send(end, &rc, sizeof(rc), MSG_NOSIGNAL);
			return rc != 0;
		case KEEP_NOT:
			return 0;
		}
	if (!ours)
		return 0;
	rc = module_remove(name, folder, PATIENCE_WHEN_KILLED,
		expected ? "removed" : "removed,stapio-was-killed");
	if (rc == -ENOENT)
		return 0;
	/* No one else is left to say it. */
	if (!expected)
		complain("WARNING: stapio was killed: removing module %s.", name);
	if (rc)
		complain("ERROR: Module %s is still loaded: %s; remove it with: staprun -d %s",
			name, strerror(-rc), name);
	return rc != 0;
}
