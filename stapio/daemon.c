/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The way to the background: errors while starting are still seen where the
 * command was given, and its exit status tells whether probes run.
 */
#include "stapio/daemon.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "common/report.h"

static int to_parent = -1;

static _Noreturn void wait_for_child(pid_t child, int ready)
{
	char byte;
	int status;
	ssize_t got;

	do
		got = read(ready, &byte, 1);
	while (got < 0 && errno == EINTR);
	if (got == 1) {
		printf("%d\n", (int)child);
		exit(fflush(stdout) ? 1 : 0);
	}
	if (waitpid(child, &status, 0) == child && WIFEXITED(status))
		exit(WEXITSTATUS(status));
	exit(1);
}

int daemon_start(void)
{
	int ready[2];

	if (pipe2(ready, O_CLOEXEC) != 0)
		ready[0] = ready[1] = -1;
	pid_t child = ready[0] < 0 ? -1 : fork();
	if (child < 0) {
		report_error("Failed to daemonize stapio: %s", strerror(errno));
		return -1;
	}
	if (child > 0) {
		close(ready[1]);
		wait_for_child(child, ready[0]);
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
	null = open("/dev/null", O_RDWR | O_CLOEXEC);
	for (int fd = 0; fd <= 2 && null >= 0; fd++)
		dup2(null, fd);
	close(null);
	report_to_syslog("stapio");
	if (write(to_parent, "", 1) < 0)
		report_warning("The process that started this one is gone.");
	close(to_parent);
	to_parent = -1;
	return true;
}
