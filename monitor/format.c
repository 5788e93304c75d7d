/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Numbers are written as short as there is room for. */
#include "monitor/format.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "common/printable.h"

void monitor_format_number(char text[static MONITOR_NUMBER_SIZE], int64_t number, unsigned width)
{
	static const char units[] = " kMGTPE";
	int used = snprintf(text, MONITOR_NUMBER_SIZE, "%" PRId64, number);

	for (unsigned unit = 1; used > (int)width && units[unit]; unit++) {
		number /= 1000;
		if (!number)
			break;
		used = snprintf(text, MONITOR_NUMBER_SIZE, "%" PRId64 "%c", number, units[unit]);
	}
	if (used > (int)width) {
		memset(text, '#', width);
		text[width] = '\0';
	}
}

void monitor_format_rate(char text[static MONITOR_NUMBER_SIZE], double rate, unsigned width)
{
	if (rate < 0)
		strcpy(text, "-");
	else if (rate > 0 && rate < 9.95)
		snprintf(text, MONITOR_NUMBER_SIZE, "%.1f", rate);
	else
		monitor_format_number(text, rate < 1e18 ? (int64_t)(rate + 0.5) : INT64_MAX, width);
}

void monitor_format_share(char text[static MONITOR_NUMBER_SIZE], double share)
{
	double percent = share * 100;

	if (share < 0)
		strcpy(text, "-");
	else if (percent < 9.995)
		snprintf(text, MONITOR_NUMBER_SIZE, "%.2f", percent);
	else if (percent < 999.95)
		snprintf(text, MONITOR_NUMBER_SIZE, "%.1f", percent);
	else
		strcpy(text, ">999");
}

void monitor_format_bytes(char text[static MONITOR_NUMBER_SIZE], double rate)
{
	static const char units[][3] = {"B", "kB", "MB", "GB", "TB"};
	size_t unit = 0;

	if (rate < 0) {
		strcpy(text, "- B/s");
		return;
	}
	while (rate >= (unit ? 999.95 : 999.5) && unit + 1 < sizeof(units) / sizeof(units[0])) {
		rate /= 1000;
		unit++;
	}
	snprintf(text, MONITOR_NUMBER_SIZE, "%.*f %s/s", unit ? 1 : 0, rate < 1e9 ? rate : 1e9,
		units[unit]);
}

void monitor_format_line(char *text, size_t size, const struct monitor_status *status)
{
	size_t on = 0, used;
	uint64_t hits = 0;

	for (size_t i = 0; i < status->probe_count; i++) {
		on += status->probes[i].on;
		hits += (uint64_t)status->probes[i].hits;
	}
	used = (size_t)snprintf(text, size, "%s up %s, %zu of %zu probes on, %" PRIu64 " hits",
		status->module, status->uptime, on, status->probe_count, hits);
	for (size_t i = 0; i < status->global_count && used < size; i++)
		used += (size_t)snprintf(text + used, size - used, ", %s %s",
			status->globals[i].name, status->globals[i].value);
	printable(text, strlen(text), "");
}
