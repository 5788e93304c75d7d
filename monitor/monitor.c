/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The life of the monitor: the module that it looks at, the clock, and which of
 * the two forms there is: the full screen, or a line each period.
 */
#include "monitor/monitor.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include "common/report.h"
#include "monitor/format.h"
#include "monitor/full_screen.h"
#include "monitor/module.h"
#include "monitor/terminal.h"

enum source { FROM_CLOCK, FROM_SCREEN };

struct monitor {
	struct monitored module;
	unsigned period;
	bool started;
	bool warned; /* of a status that is none */
	int epoll;
	int clock;                       /* each period */
	struct full_screen *full_screen; /* NULL: a line each period */
};

static void watch(struct monitor *monitor, int fd, enum source source)
{
	struct epoll_event event = {.events = EPOLLIN, .data.u32 = source};

	epoll_ctl(monitor->epoll, EPOLL_CTL_ADD, fd, &event);
}

static void go_full_screen(struct monitor *monitor, const struct monitor_config *config)
{
	int rc = full_screen_open(&monitor->full_screen, config, &monitor->module);

	if (rc)
		report_warning("-M: no full-screen view here: %s", strerror(-rc));
	else
		watch(monitor, full_screen_event(monitor->full_screen), FROM_SCREEN);
}

struct monitor *monitor_open(const struct monitor_config *config, int folder)
{
	bool full_screen = terminal_can_be_full_screen(STDOUT_FILENO);

	if (!config->period)
		return NULL;
	if (full_screen && config->feed_stdin && isatty(STDIN_FILENO)) {
		report_error("The keys are for the view (-M), or for the script (-i): redirect "
			     "standard input.");
		return NULL;
	}
	struct monitor *monitor = calloc(1, sizeof(*monitor));
	if (!monitor) {
		report_error("There is no memory for -M.");
		return NULL;
	}
	monitor->module.name = config->module;
	monitor->module.folder = fcntl(folder, F_DUPFD_CLOEXEC, 3);
	monitor->period = config->period;
	monitor->epoll = epoll_create1(EPOLL_CLOEXEC);
	monitor->clock = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK);
	watch(monitor, monitor->clock, FROM_CLOCK);
	if (full_screen)
		go_full_screen(monitor, config);
	return monitor;
}

int monitor_event(const struct monitor *monitor)
{
	return monitor ? monitor->epoll : -1;
}

void monitor_bulk_mode(struct monitor *monitor)
{
	if (monitor && monitor->full_screen)
		full_screen_bulk_mode(monitor->full_screen);
}

int monitor_start(struct monitor *monitor, const struct relay *relay)
{
	if (!monitor || monitor->started)
		return 0;
	if (monitored_look(&monitor->module) == -ENOENT) {
		report_error("Module %s has no status to show (-M): compile its script with stap "
			     "--monitor.",
			monitor->module.name);
		return -1;
	}
	struct itimerspec each = {.it_interval.tv_sec = monitor->period};
	if (monitor->full_screen) {
		full_screen_relay(monitor->full_screen, relay);
		each.it_value.tv_nsec = 1; /* at once */
	} else {
		each.it_value.tv_sec = monitor->period;
	}
	monitor->started = true;
	timerfd_settime(monitor->clock, 0, &each, NULL);
	return 0;
}

static void print_status(struct monitor *monitor)
{
	struct monitor_status status;
	char line[1024];
	int rc = monitored_status(&monitor->module, &status);

	if (!rc) {
		monitor_format_line(line, sizeof(line), &status);
		monitor_status_free(&status);
		report_line("%s", line);
		monitor->warned = false;
		return;
	}
	/* The module had a status when its probes began: they are ended. */
	if (rc == -ENOENT)
		return;
	monitored_trouble(line, sizeof(line), rc);
	if (!monitor->warned)
		report_warning("%s", line);
	monitor->warned = true;
}

static void serve_clock(struct monitor *monitor)
{
	uint64_t count;

	if (read(monitor->clock, &count, sizeof(count)) <= 0)
		return;
	if (monitor->full_screen)
		full_screen_tick(monitor->full_screen);
	else
		print_status(monitor);
}

bool monitor_serve(struct monitor *monitor)
{
	struct epoll_event events[2];
	int count = monitor ? epoll_wait(monitor->epoll, events, 2, 0) : 0;
	bool end = false;

	for (int i = 0; i < count; i++) {
		if (events[i].data.u32 == FROM_CLOCK)
			serve_clock(monitor);
		else
			end |= full_screen_serve(monitor->full_screen);
	}
	return end;
}

void monitor_leave(struct monitor *monitor)
{
	if (!monitor || !monitor->full_screen)
		return;
	epoll_ctl(monitor->epoll, EPOLL_CTL_DEL, monitor->clock, NULL);
	full_screen_leave(monitor->full_screen);
}

void monitor_close(struct monitor *monitor)
{
	if (!monitor)
		return;
	full_screen_close(monitor->full_screen);
	close(monitor->clock);
	close(monitor->epoll);
	close(monitor->module.folder);
	free(monitor);
}
