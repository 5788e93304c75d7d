/* SPDX-License-Identifier: GPL-2.0-or-later */
/* As short as there is room for. */
#include "monitor/format.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

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
}
