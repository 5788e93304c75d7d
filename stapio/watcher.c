/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Waits for two things: to be dismissed, or for stapio to be gone with all its files closed. */
#include "stapio/watcher.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/pidfd.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "common/report.h"
#include "stapio/removal.h"

/* Until this the loader would have the module removed should all of us be gone. */
static void take_over(const struct options *options)
{
	if (options->guard >= 0)
		send(options->guard, "", 1, MSG_NOSIGNAL);
}

/*
 * Leaves whatever stapio shares with a terminal, a process group, a pipe and
 * their signals; STAPIO and DISMISS stay open, in this order.
 */
static void stand_aside(int stapio, int dismiss, const struct options *options)
{
	int null = open("/dev/null", O_RDWR);

	setsid();
	prctl(PR_SET_NAME, "stap-watcher");
	for (int number = 1; number <= SIGRTMAX; number++)
		if (number != SIGCHLD)
			signal(number, SIG_IGN);
	take_over(options);
	dup2(null, STDIN_FILENO);
	dup2(null, STDOUT_FILENO);
	if (options->daemon) {
		dup2(null, STDERR_FILENO);
		report_to_syslog("stapio");
	}
	close_range(STDERR_FILENO + 1, (unsigned)stapio - 1, 0);
	close_range((unsigned)stapio + 1, (unsigned)dismiss - 1, 0);
	close_range((unsigned)dismiss + 1, ~0U, 0);
	if (chdir("/") != 0)
		report_verbose(2, "The watcher stays in the current folder.");
}

static _Noreturn void watch(int stapio, int dismiss, const struct options *options)
{
	struct pollfd events[] = {
		{.fd = stapio, .events = POLLIN},
		{.fd = dismiss, .events = POLLIN},
	};
	char byte;

	stand_aside(stapio, dismiss, options);
	/* The pipe's end alone says nothing: stapio's other files may close after it. */
	while (poll(events, 2, -1) < 0 || !(events[0].revents | (events[1].revents & POLLIN)))
		if (events[1].revents & POLLHUP)
			events[1].fd = -1;
	if (read(dismiss, &byte, 1) == 1)
		_exit(0);
	for (int number = 1; number <= SIGRTMAX; number++)
		signal(number, SIG_DFL);
	report_warning("stapio was killed: removing module %s.", options->module);
	_exit(remove_module(options) ? 1 : 0);
}

void watcher_start(struct watcher *watcher, const struct options *options)
{
	int dismiss[2] = {-1, -1};
	int self = pidfd_open(getpid(), 0);

	if (self >= 0 && pipe2(dismiss, O_CLOEXEC | O_NONBLOCK) == 0)
		watcher->pid = fork();
	else
		watcher->pid = -1;
	if (watcher->pid == 0)
		watch(self, dismiss[0], options);
	if (watcher->pid < 0) {
		report_warning("There is no one to remove module %s should stapio be killed: %s",
			options->module, strerror(errno));
		watcher->pid = 0;
		take_over(options);
	}
	if (options->guard >= 0)
		close(options->guard);
	watcher->dismiss = dismiss[1];
	close(dismiss[0]);
	close(self);
}

void watcher_dismiss(struct watcher *watcher)
{
	if (!watcher->pid)
		return;
	if (write(watcher->dismiss, "", 1) == 1)
		waitpid(watcher->pid, NULL, 0);
	close(watcher->dismiss);
	watcher->pid = 0;
}
