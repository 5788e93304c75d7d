/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The way to the background: errors while starting are still seen where the
 * command was given, and its exit status tells whether probes run. Until then
 * what interrupts the parent is for the child.
 */
#include "stapio/daemon.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include "common/await.h"
#include "common/report.h"
#include "stapio/notify.h"
#include "stapio/say.h"

/* The child leaves at the third interrupt, if it can; then its parent does. */
#define PATIENCE 4

/* What a service manager has no room for is told again so often, after so long a time each. */
#define TELLS         100
#define TELL_AGAIN_MS 100

static int to_parent = -1;

/* Passes on what waits in SIGNALS. Returns how many of these were interrupts. */
static unsigned pass_on(int signals, pid_t child)
{
	struct signalfd_siginfo info;
	unsigned interrupts = 0;

	while (read(signals, &info, sizeof(info)) == (ssize_t)sizeof(info)) {
		if (info.ssi_signo == SIGCHLD)
			continue;
		kill(child, (int)info.ssi_signo);
		interrupts += info.ssi_signo == SIGINT || info.ssi_signo == SIGTERM ||
			      info.ssi_signo == SIGHUP;
	}
	return interrupts;
}

/* Standard output takes something. */
static _Noreturn void tell_child(pid_t child)
{
	/* To a service manager this process is the service: it alone can say that another one is.
	 */
	for (int i = 0; !notify("MAINPID=%d\nREADY=1", (int)child) && i < TELLS; i++)
		await(NULL, 0, TELL_AGAIN_MS);
	printf("%d\n", (int)child);
	if (fflush(stdout) == 0)
		exit(0);
	report_error("Couldn't print the pid of the process in the background, %d: %s", (int)child,
		strerror(errno));
	say_end(-1, true);
	_exit(1);
}

static _Noreturn void wait_for_child(pid_t child, int ready, int signals)
{
	struct pollfd events[] = {
		{.fd = ready, .events = POLLIN},
		{.fd = signals, .events = POLLIN},
		{.fd = -1, .events = POLLOUT},
	};
	unsigned interrupts = 0;
	char byte;
	int status;

	for (;;) {
		await(events, 3, -1);
		interrupts += pass_on(signals, child);
		if (interrupts >= PATIENCE)
			kill(child, SIGKILL);
		/* Where no one takes the number no one can end it: until then it is still starting.
		 */
		if (events[0].revents & POLLIN && read(ready, &byte, 1) == 1)
			events[2].fd = STDOUT_FILENO;
		else if (events[2].revents && !interrupts)
			tell_child(child);
		/* Closed, but not ended yet: by who waits for its output, say. */
		if (events[0].revents & POLLHUP)
			events[0].fd = -1;
		if (waitpid(child, &status, WNOHANG) == child)
			exit(WIFEXITED(status) ? WEXITSTATUS(status) : 1);
	}
}

int daemon_start(int signals)
{
	int ready[2];

	/* A child has no thread but one. */
	say_end(-1, true);
	say_begin();
	if (pipe2(ready, O_CLOEXEC) != 0)
		ready[0] = ready[1] = -1;
	pid_t child = ready[0] < 0 ? -1 : fork();
	if (child < 0) {
		report_error("Failed to daemonize stapio: %s", strerror(errno));
		return -1;
	}
	if (child > 0) {
		close(ready[1]);
		wait_for_child(child, ready[0], signals);
	}
	close(ready[0]);
	to_parent = ready[1];
	setsid();
	return 0;
}

bool daemon_ready(void)
{
	int null;

	if (to_parent < 0)
		return false;
	say_to_syslog();
	null = open("/dev/null", O_RDWR | O_CLOEXEC);
	for (int fd = 0; fd <= 2; fd++)
		if (null < 0 || dup2(null, fd) < 0)
			close(fd);
	close(null);
	if (write(to_parent, "", 1) < 0)
		report_warning("The process that started this one is gone.");
	close(to_parent);
	to_parent = -1;
	return true;
}
