/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Shells that run stand in a table, commands that wait for one in a list. */
#include "stapio/shells.h"

#include <errno.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "common/report.h"

struct waiting_command {
	struct waiting_command *next;
	char text[];
};

/* The shell is the script's own wish, with the user's rights. Returns its pid or -errno. */
static pid_t start(const char *command, const sigset_t *mask)
{
	const char *argv[] = {"sh", "-c", command, NULL};
	posix_spawnattr_t attributes;
	sigset_t defaults;
	pid_t pid;

	sigemptyset(&defaults);
	sigaddset(&defaults, SIGPIPE);
	sigaddset(&defaults, SIGXFSZ);
	posix_spawnattr_init(&attributes);
	posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
	posix_spawnattr_setsigmask(&attributes, mask);
	posix_spawnattr_setsigdefault(&attributes, &defaults);
	report_verbose(2, "system(\"%s\")", command);
	int rc = posix_spawn(&pid, "/bin/sh", NULL, &attributes, (char **)argv, environ);
	posix_spawnattr_destroy(&attributes);
	return rc ? -rc : pid;
}

/* False: no more of them can run now; that will change when one ends. */
static bool run(struct shells *shells, const char *command, const sigset_t *mask)
{
	if (shells->count == SHELLS_MAX)
		return false;
	pid_t pid = start(command, mask);
	if (pid == -EAGAIN && shells->count)
		return false;
	if (pid < 0)
		report_warning("Couldn't run \"%s\": %s", command, strerror(-pid));
	else
		shells->running[shells->count++] = pid;
	return true;
}

static void wait_in_line(struct shells *shells, const char *command)
{
	size_t size = strlen(command) + 1;
	struct waiting_command *last =
		shells->waiting < SHELLS_WAITING_MAX ? malloc(sizeof(*last) + size) : NULL;

	if (!shells->told)
		report_warning("%u commands of the script's system() run at once: others wait "
			       "until one has ended, at most %u.",
			shells->count, SHELLS_WAITING_MAX);
	shells->told = true;
	if (!last) {
		shells->refused++;
		return;
	}
	last->next = NULL;
	memcpy(last->text, command, size);
	if (!shells->first)
		shells->end = &shells->first;
	*shells->end = last;
	shells->end = &last->next;
	shells->waiting++;
}

void shells_run(struct shells *shells, const char *command, const sigset_t *mask)
{
	if (shells->first || !run(shells, command, mask))
		wait_in_line(shells, command);
}

bool shells_ended(struct shells *shells, pid_t pid, const sigset_t *mask)
{
	unsigned i = 0;

	while (i < shells->count && shells->running[i] != pid)
		i++;
	if (i == shells->count)
		return false;
	shells->running[i] = shells->running[--shells->count];
	while (shells->first && run(shells, shells->first->text, mask)) {
		struct waiting_command *next = shells->first->next;

		free(shells->first);
		shells->first = next;
		shells->waiting--;
	}
	return true;
}

void shells_close(struct shells *shells)
{
	unsigned long refused = shells->refused + shells->waiting;

	while (shells->first) {
		struct waiting_command *next = shells->first->next;

		free(shells->first);
		shells->first = next;
	}
	shells->waiting = 0;
	if (refused)
		report_warning(
			"%lu commands of the script's system() were not run: too many others "
			"did not end.",
			refused);
}
