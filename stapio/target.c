/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A child that waits on a pipe before it becomes the command of -c. */
#include "stapio/target.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include <wordexp.h>

#include "common/report.h"

static _Noreturn void become(
	char **words, const char *command, const sigset_t *mask, int release, int trouble)
{
	const char *shell[] = {"sh", "-c", command, NULL};
	char go;

	if (read(release, &go, 1) != 1)
		_exit(0); /* forgotten */
	signal(SIGPIPE, SIG_DFL);
	signal(SIGXFSZ, SIG_DFL);
	sigprocmask(SIG_SETMASK, mask, NULL);
	if (words)
		execvp(words[0], words);
	else
		execv("/bin/sh", (char **)shell);
	int error = errno;
	report_error("Couldn't run '%s' of -c: %s", words ? words[0] : "/bin/sh", strerror(error));
	_exit(write(trouble, &error, sizeof(error)) < 0 ? 126 : 127);
}

/* Sets *WORDS, or leaves it empty when a shell has to run COMMAND. */
static int split(const char *command, wordexp_t *words)
{
	*words = (wordexp_t){0};
	switch (wordexp(command, words, 0)) {
	case 0:
		if (words->we_wordc > 0)
			return 0;
		report_error("There is no command in -c '%s'.", command);
		break;
	case WRDE_BADCHAR:
		*words = (wordexp_t){0};
		return 0;
	case WRDE_SYNTAX:
		report_error("wordexp: syntax error (unmatched quotes?) in -c COMMAND");
		break;
	default:
		report_error("Couldn't split the words of -c '%s'.", command);
	}
	return -1;
}

int target_hold(struct target *target, const char *command, const sigset_t *mask)
{
	int release[2], trouble[2];
	wordexp_t words;

	if (split(command, &words) != 0)
		return -1;
	if (pipe2(release, O_CLOEXEC) != 0 || pipe2(trouble, O_CLOEXEC) != 0) {
		report_error("Couldn't make a pipe: %s", strerror(errno));
		return -1;
	}
	target->pid = fork();
	if (target->pid == 0) {
		close(release[1]);
		become(words.we_wordc ? words.we_wordv : NULL, command, mask, release[0],
			trouble[1]);
	}
	int error = errno;
	if (words.we_wordc)
		wordfree(&words);
	close(release[0]);
	close(trouble[1]);
	target->release = release[1];
	target->trouble = trouble[0];
	if (target->pid > 0)
		return 0;
	target->pid = 0;
	report_error("Couldn't start a process for '%s': %s", command, strerror(error));
	return -1;
}

int target_release(struct target *target)
{
	int error = 0;
	ssize_t got;

	if (write(target->release, "", 1) < 0)
		error = errno;
	close(target->release);
	do
		got = read(target->trouble, &error, sizeof(error));
	while (got < 0 && errno == EINTR);
	close(target->trouble);
	return error ? -1 : 0;
}

void target_forget(struct target *target)
{
	if (!target->pid)
		return;
	close(target->release);
	close(target->trouble);
	waitpid(target->pid, NULL, 0);
	target->pid = 0;
}
