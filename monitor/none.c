/* SPDX-License-Identifier: GPL-2.0-or-later */
/* In place of all the other files here, in a build without ncurses and json-c (make MONITOR=0). */
#include <stddef.h>

#include "common/report.h"
#include "monitor/monitor.h"

struct monitor *monitor_open(const struct monitor_config *config, int folder)
{
	(void)folder;
	if (config->period)
		report_error("This stapio was built without monitor mode (-M).");
	return NULL;
}

int monitor_event(const struct monitor *monitor)
{
	(void)monitor;
	return -1;
}

int monitor_start(struct monitor *monitor, const struct relay *relay)
{
	(void)relay;
	(void)monitor;
	return 0;
}

void monitor_bulk_mode(struct monitor *monitor)
{
	(void)monitor;
}

bool monitor_serve(struct monitor *monitor)
{
	(void)monitor;
	return false;
}

void monitor_leave(struct monitor *monitor)
{
	(void)monitor;
}

void monitor_close(struct monitor *monitor)
{
	(void)monitor;
}
