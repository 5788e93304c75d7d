/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Datagrams are few: each is sent through a socket of its own, which never blocks. */
#include "stapio/notify.h"

#include <errno.h>
#include <limits.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "common/number.h"
#include "common/report.h"

#define STATE_SIZE 1024

#define WATCHDOG_MIN_US 20000

static struct {
	struct sockaddr_un manager;
	socklen_t length; /* of that; 0: there is none */
	uint64_t watchdog_ns;
} notifying;

/* Pure but for that: where NAME, a path, or behind @ an abstract one, leads. */
static bool find(const char *name)
{
	size_t length = strlen(name);

	if ((*name != '/' && *name != '@') || length < 2 ||
		length >= sizeof(notifying.manager.sun_path))
		return false;
	notifying.manager = (struct sockaddr_un){.sun_family = AF_UNIX};
	memcpy(notifying.manager.sun_path, name, length);
	if (*name == '@')
		notifying.manager.sun_path[0] = '\0';
	notifying.length = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + length);
	return true;
}

/* Finds the watchdog's period, where it is for this process, as systemd says by WATCHDOG_PID. */
static uint64_t find_watchdog(void)
{
	const char *us = getenv("WATCHDOG_USEC"), *pid = getenv("WATCHDOG_PID");
	long number;

	if (pid && (!parse_number(pid, 1, INT_MAX, &number) || number != getpid()))
		return 0;
	if (!us || !parse_number(us, 1, LONG_MAX / 1000, &number))
		return 0;
	/* No one can live so fast as to be looked after more often. */
	return (uint64_t)(number < WATCHDOG_MIN_US ? WATCHDOG_MIN_US : number) * 1000;
}

void notify_begin(void)
{
	const char *name = getenv("NOTIFY_SOCKET");

	if (name && *name && !find(name))
		report_warning("Nothing is told to the service manager: NOTIFY_SOCKET is no path "
			       "or abstract name of a socket: '%s'",
			name);
	if (notifying.length)
		notifying.watchdog_ns = find_watchdog();
	unsetenv("NOTIFY_SOCKET");
	unsetenv("WATCHDOG_USEC");
	unsetenv("WATCHDOG_PID");
}

bool notify_wanted(void)
{
	return notifying.length > 0;
}

uint64_t notify_watchdog_ns(void)
{
	return notifying.watchdog_ns;
}

/* Returns 0 or an errno. */
static int send_to_manager(const char *state, size_t length)
{
	int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	int error = fd < 0 ? errno : 0;

	if (!error && sendto(fd, state, length, MSG_DONTWAIT | MSG_NOSIGNAL,
			      (struct sockaddr *)&notifying.manager, notifying.length) < 0)
		error = errno;
	if (fd >= 0)
		close(fd);
	return error;
}

bool notify(const char *format, ...)
{
	char state[STATE_SIZE];
	va_list args;

	if (!notifying.length)
		return true;
	va_start(args, format);
	int length = vsnprintf(state, sizeof(state), format, args);
	va_end(args);
	if (length < 0 || length >= (int)sizeof(state))
		length = sizeof(state) - 1;
	int error = send_to_manager(state, (size_t)length);
	if (error == EAGAIN || error == ENOBUFS)
		return false;
	if (error) {
		report_warning("Nothing is told to the service manager: %s", strerror(error));
		notifying.length = 0;
		notifying.watchdog_ns = 0;
	}
	return true;
}
