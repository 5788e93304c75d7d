/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A child that splits its command into words, says so, and waits on a pipe
 * before it becomes the command. What it says is an int: 0, or an errno.
 */
#include "stapio/target.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include <wordexp.h>

#include "common/report.h"
#include "stapio/say.h"

/* Sets WORDS, or leaves them empty when a shell has to run COMMAND. */
static int split(const char *command, wordexp_t *words)
{
	/* What substitutes commands waits for the probes with the rest: a shell's. */
	int rc = wordexp(command, words, WRDE_NOCMD | WRDE_UNDEF);

	if (rc)
		*words = (wordexp_t){0};
	switch (rc) {
	case 0:
		if (words->we_wordc > 0)
			return 0;
		report_error("There is no command in -c '%s'.", command);
		break;
	case WRDE_BADCHAR:
	case WRDE_CMDSUB:
		return 0;
	case WRDE_BADVAL:
		report_error("A variable in -c '%s' is not set.", command);
		break;
	case WRDE_SYNTAX:
		report_error("wordexp: syntax error (unmatched quotes?) in -c COMMAND");
		break;
	default:
		report_error("Couldn't split the words of -c '%s'.", command);
	}
	return -1;
}

static _Noreturn void become(const char *command, const sigset_t *mask, int release, int news)
{
	const char *shell[] = {"sh", "-c", command, NULL};
	wordexp_t words;
	char go;

	say_directly();
	int error = split(command, &words) ? EINVAL : 0;
	if (write(news, &error, sizeof(error)) < 0 || error)
		_exit(127);
	if (read(release, &go, 1) != 1)
		_exit(0); /* forgotten */
	signal(SIGPIPE, SIG_DFL);
	signal(SIGXFSZ, SIG_DFL);
	sigprocmask(SIG_SETMASK, mask, NULL);
	if (words.we_wordc)
		execvp(words.we_wordv[0], words.we_wordv);
	else
		execv("/bin/sh", (char **)shell);
	error = errno;
	report_error("Couldn't run '%s' of -c: %s", words.we_wordc ? words.we_wordv[0] : "/bin/sh",
		strerror(error));
	_exit(write(news, &error, sizeof(error)) < 0 ? 126 : 127);
}

static int open_pipes(int release[2], int news[2])
{
	if (pipe2(release, O_CLOEXEC) != 0)
		return -1;
	if (pipe2(news, O_CLOEXEC | O_NONBLOCK) == 0)
		return 0;
	close(release[0]);
	close(release[1]);
	return -1;
}

int target_hold(struct target *target, const char *command, const sigset_t *mask)
{
	int release[2], news[2];

	target->pid = 0;
	if (open_pipes(release, news) != 0) {
		report_error("Couldn't make a pipe: %s", strerror(errno));
		return -1;
	}
	target->pid = fork();
	if (target->pid == 0) {
		close(release[1]);
		become(command, mask, release[0], news[1]);
	}
	int error = errno;
	close(release[0]);
	close(news[1]);
	target->release = release[1];
	target->news = news[0];
	target->state = TARGET_SPLITTING;
	if (target->pid > 0)
		return 0;
	target->pid = 0;
	target->state = TARGET_KNOWN;
	close(release[1]);
	close(news[0]);
	report_error("Couldn't start a process for '%s': %s", command, strerror(error));
	return -1;
}

int target_event(const struct target *target)
{
	return target->pid && target->state != TARGET_KNOWN ? target->news : -1;
}

int target_serve(struct target *target)
{
	int error = 0;
	ssize_t got = read(target->news, &error, sizeof(error));

	if (got < 0 && (errno == EINTR || errno == EAGAIN))
		return 0;
	if (got == sizeof(error) && !error) {
		target->state = TARGET_HELD;
		return 0;
	}
	/* Its end of the pipe was closed by the exec; or it was killed, which its status tells. */
	if (got == 0 && target->state == TARGET_STARTING) {
		close(target->news);
		target->state = TARGET_KNOWN;
		return 0;
	}
	if (got != 0) {
		target_forget(target);
		return -1;
	}
	close(target->release);
	close(target->news);
	target->state = TARGET_KNOWN;
	return -1;
}

void target_release(struct target *target)
{
	if (!target->pid || target->state != TARGET_HELD)
		return;
	/* One that was killed takes nothing: SIGPIPE is ignored. */
	if (write(target->release, "", 1) < 0)
		report_verbose(1, "The command of -c is gone: %s", strerror(errno));
	close(target->release);
	target->state = TARGET_STARTING;
}

void target_forget(struct target *target)
{
	if (!target->pid)
		return;
	if (target->state == TARGET_SPLITTING)
		kill(target->pid, SIGKILL); /* whatever it waits for */
	if (target->state == TARGET_SPLITTING || target->state == TARGET_HELD)
		close(target->release);
	if (target->state != TARGET_KNOWN)
		close(target->news);
	target->state = TARGET_KNOWN;
	waitpid(target->pid, NULL, 0);
	target->pid = 0;
}

void target_environment(const char *module, int verbosity)
{
	char text[16];

	snprintf(text, sizeof(text), "%d", verbosity);
	if (setenv("SYSTEMTAP_MODULE", module, 1) || setenv("SYSTEMTAP_VERBOSE", text, 1))
		report_warning("Commands will not find SYSTEMTAP_MODULE and SYSTEMTAP_VERBOSE: %s",
			strerror(errno));
}
