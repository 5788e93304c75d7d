/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The guard waits for the end of its parent, without privilege, files or signals. */
#include "monitor/guard.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "common/compat.h"
#include "monitor/terminal.h"

/* The guard's name, and its command line, if that was long enough. */
#define NAME "stap-terminal"

static _Noreturn void guard(pid_t parent, char *words, size_t size)
{
	sigset_t all;

	prctl(PR_SET_NAME, NAME);
	memset(words, 0, size);
	memccpy(words, NAME, '\0', size - 1);
	/* Standard error is the terminal, should that not be found by its name. With the pipe's end
	 * the parent goes on. */
	close(STDIN_FILENO);
	close(STDOUT_FILENO);
	compat_close_range(STDERR_FILENO + 1, ~0U);
	setsid();
	sigfillset(&all);
	sigprocmask(SIG_SETMASK, &all, NULL);
	/* SIGUSR1 says that there may be another parent by now; anyone can send it. */
	prctl(PR_SET_PDEATHSIG, SIGUSR1);
	sigemptyset(&all);
	sigaddset(&all, SIGUSR1);
	while (getppid() == parent)
		sigwaitinfo(&all, NULL);
	terminal_rescue();
	_exit(0);
}

void guard_start(char *words, size_t size)
{
	pid_t parent = getpid(), child;
	int ends[2];
	char none;

	terminal_share_rescue();
	if (pipe2(ends, O_CLOEXEC))
		return;
	child = fork();
	if (child != 0) {
		/* Whoever looks for the session by its name finds one process, from here on. */
		close(ends[1]);
		while (child > 0 && read(ends[0], &none, 1) < 0 && errno == EINTR)
			continue;
		close(ends[0]);
		return;
	}
	guard(parent, words, size);
}
