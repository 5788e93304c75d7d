/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * staprun: loads a SystemTap module for a user and becomes stapio. It is
 * installed setuid root. main() is all that is done before the two halves part:
 * the loader, a child, has the privilege and waits for a request; the process
 * that was started gives up everything and becomes stapio, which reads the
 * command line and makes that request (common/request.h).
 */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "staprun/environment.h"
#include "staprun/identify.h"
#include "staprun/loader.h"
#include "staprun/messages.h"
#include "staprun/privilege.h"

/* Starts the loader. Returns its pid with our END of the sockets, or -1. */
static pid_t start_loader(struct caller *caller, const struct inherited *inherited, int *end)
{
	pid_t pid = -1;
	int ends[2];

	if (handover_open(ends) || (pid = fork()) < 0) {
		complain("ERROR: Couldn't start a process that loads the module: %s",
			strerror(errno));
		return -1;
	}
	if (pid == 0) {
		ends[1] = environment_close_descriptors(ends[1]);
		_exit(ends[1] < 0 ? 1 : loader(caller, inherited, ends[1]));
	}
	close(ends[1]);
	*end = ends[0];
	return pid;
}

/*
 * Executes stapio with the caller's command line, behind what it takes over
 * (-F): the LOADER, the END to it, and which signals the caller had blocked.
 * Returns if that can't be done, after reporting why.
 */
static void become_stapio(
	int argc, char **argv, pid_t loader, int end, const struct inherited *inherited)
{
	char **arguments = calloc((size_t)argc + 2, sizeof(*arguments));
	char takes_over[64];

	environment_hand_over(inherited);
	const char *stapio = getenv("SYSTEMTAP_STAPIO") ?: STAPIO_PATH;
	snprintf(takes_over, sizeof(takes_over), "-F%d,%d,%" PRIx64, end, (int)loader,
		inherited->blocked);
	/* The caller's descriptors go with it, as through any exec; of ours this one alone. */
	if (arguments && !fcntl(end, F_SETFD, 0)) {
		arguments[0] = (char *)"stapio";
		arguments[1] = takes_over;
		memcpy(arguments + 2, argv + 1, (size_t)(argc - 1) * sizeof(*argv));
		execv(stapio, arguments);
	}
	complain(
		"ERROR: Couldn't run '%.256s': %s (it is installed together with staprun; SYSTEMTAP_STAPIO "
		"names another one)",
		stapio, strerror(errno));
	free(arguments);
}

int main(int argc, char **argv)
{
	struct inherited inherited;
	struct caller caller;
	pid_t pid;
	int end;

	/* A world of our own, and no power in effect. */
	if (environment_begin(&inherited, argc, argv))
		return 1;
	privilege_lower();

	/* Who wants something? */
	if (identify(&caller))
		return 1;

	/* From here on all privilege is the loader's. */
	pid = start_loader(&caller, &inherited, &end);
	if (pid < 0)
		return 1;
	if (!privilege_drop(caller.uid, caller.gid))
		become_stapio(argc, argv, pid, end, &inherited);
	/* There is to be no request. */
	close(end);
	waitpid(pid, NULL, 0);
	return 1;
}
