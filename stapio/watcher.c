/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Waits for two things: to be dismissed, or for stapio to be gone with all its files closed. */
#include "stapio/watcher.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "common/compat.h"
#include "common/report.h"
#include "monitor/terminal.h"
#include "stapio/unload.h"

/* What is written to the watcher. */
enum { TAKE_OVER, DISMISSED };

/* Until this the loader would have the module removed should all of us be gone. */
static void take_over(int loader)
{
	if (loader >= 0)
		send(loader, "", 1, MSG_NOSIGNAL);
}

/*
 * A descriptor that has something to say when stapio, our parent, may have ended:
 * its process, or before Linux 5.3 the signal of its end, which others can send.
 */
static int end_of_parent(void)
{
	int process = compat_pidfd_open(getppid());
	sigset_t end;

	if (process >= 0)
		return process;
	sigemptyset(&end);
	sigaddset(&end, SIGUSR1);
	sigprocmask(SIG_BLOCK, &end, NULL);
	prctl(PR_SET_PDEATHSIG, SIGUSR1);
	return signalfd(-1, &end, SFD_CLOEXEC | SFD_NONBLOCK);
}

/*
 * Leaves whatever stapio shares with a terminal, a process group, a pipe and
 * their signals; DISMISS stays open.
 */
static void stand_aside(int dismiss, const struct options *options, int loader)
{
	int null = open("/dev/null", O_RDWR);

	setsid();
	prctl(PR_SET_NAME, "stap-watcher");
	for (int number = 1; number <= SIGRTMAX; number++)
		if (number != SIGCHLD)
			signal(number, SIG_IGN);
	take_over(loader);
	dup2(null, STDIN_FILENO);
	dup2(null, STDOUT_FILENO);
	if (options->daemon) {
		dup2(null, STDERR_FILENO);
		report_to_syslog("stapio");
	}
	compat_close_range(STDERR_FILENO + 1, (unsigned)dismiss - 1, false);
	compat_close_range((unsigned)dismiss + 1, ~0U, false);
	if (chdir("/") != 0)
		report_verbose(2, "The watcher stays in the current folder.");
}

static _Noreturn void watch(pid_t stapio, int dismiss, const struct options *options, int loader)
{
	struct pollfd events[] = {
		{.events = POLLIN},
		{.fd = dismiss, .events = POLLIN},
	};
	struct pollfd end = {.fd = dismiss};
	struct signalfd_siginfo signal_info;
	bool told = false;
	char byte;

	stand_aside(dismiss, options, loader);
	events[0].fd = end_of_parent();
	/* The pipe's end alone says nothing: stapio's other files may close after it. */
	while (getppid() == stapio) {
		if (poll(events, 2, -1) < 0)
			continue;
		if (events[0].revents && read(events[0].fd, &signal_info, sizeof(signal_info)) > 0)
			continue; /* who is our parent now? */
		if (events[1].revents & POLLIN && read(dismiss, &byte, 1) == 1) {
			if (byte == DISMISSED)
				_exit(0);
			told = true;
		} else if (events[1].revents) {
			events[1].fd = -1;
		}
	}
	terminal_rescue();
	/* A process that writes EXIT has the module's files open as long as this pipe. */
	while (poll(&end, 1, -1) < 0)
		;
	for (int number = 1; number <= SIGRTMAX; number++)
		signal(number, SIG_DFL);
	if (!told)
		report_warning("stapio was killed: removing module %s.", options->module);
	_exit(remove_module(options) ? 1 : 0);
}

void watcher_start(struct watcher *watcher, const struct options *options, int loader)
{
	int dismiss[2] = {-1, -1};
	pid_t self = getpid();

	if (options->monitor_period)
		terminal_share_rescue();
	if (pipe2(dismiss, O_CLOEXEC | O_NONBLOCK) == 0)
		watcher->pid = fork();
	else
		watcher->pid = -1;
	if (watcher->pid == 0)
		watch(self, dismiss[0], options, loader);
	if (watcher->pid < 0) {
		report_warning("There is no one to remove module %s should stapio be killed: %s",
			options->module, strerror(errno));
		watcher->pid = 0;
		take_over(loader);
	}
	if (loader >= 0)
		close(loader);
	watcher->dismiss = dismiss[1];
	close(dismiss[0]);
}

void watcher_take_over(struct watcher *watcher)
{
	if (write(watcher->dismiss, &(char){TAKE_OVER}, 1) < 0)
		report_warning("The watcher is gone: no one will remove the module.");
}

void watcher_dismiss(struct watcher *watcher)
{
	if (!watcher->pid)
		return;
	if (write(watcher->dismiss, &(char){DISMISSED}, 1) == 1)
		waitpid(watcher->pid, NULL, 0);
	close(watcher->dismiss);
	watcher->pid = 0;
}
