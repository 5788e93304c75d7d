/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The history is a list, looked through from its oldest end: it changes when a file is begun, not
 * with a message. */
#include "relay/history.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "common/report.h"

bool history_has_limits(const struct history *history)
{
	return history->files_max || history->bytes_max;
}

/* NULL: there is no memory for it. It is kept then, and not counted. */
static struct kept_file *remember(unsigned cpu, const char *name)
{
	size_t size = strlen(name) + 1;
	struct kept_file *file = calloc(1, sizeof(*file) + size);

	if (file) {
		file->cpu = cpu;
		memcpy(file->name, name, size);
	}
	return file;
}

void history_found(
	struct history *history, unsigned cpu, const char *name, uint64_t bytes, int64_t age)
{
	struct kept_file *file = history_has_limits(history) ? remember(cpu, name) : NULL;
	struct kept_file **at = &history->oldest;

	if (!file)
		return;
	file->done = true;
	file->age = age;
	file->bytes = bytes;
	history->bytes += bytes;
	/* Behind those of its CPU, whatever the clock was; among the others by their times. */
	for (struct kept_file **behind = at; *behind; behind = &(*behind)->next)
		if ((*behind)->cpu == cpu)
			at = &(*behind)->next;
	while (*at && (*at)->done && (*at)->age <= age)
		at = &(*at)->next;
	file->next = *at;
	*at = file;
}

/* Removes the file that *AT leads to. */
static void drop(struct history *history, struct kept_file **at)
{
	struct kept_file *file = *at;

	if (unlink(file->name) != 0 && errno != ENOENT)
		report_warning(
			"Couldn't remove the old output file %s: %s", file->name, strerror(errno));
	history->bytes -= file->bytes;
	*at = file->next;
	free(file);
}

static void drop_surplus(struct history *history, unsigned cpu)
{
	struct kept_file **at = &history->oldest;
	unsigned count = 0;

	for (const struct kept_file *file = history->oldest; file; file = file->next)
		count += file->cpu == cpu;
	while (*at && history->files_max && count > history->files_max) {
		if ((*at)->cpu == cpu) {
			drop(history, at);
			count--;
		} else {
			at = &(*at)->next;
		}
	}
}

void history_begun(struct history *history, unsigned cpu, const char *name)
{
	struct kept_file *file = history_has_limits(history) ? remember(cpu, name) : NULL;
	struct kept_file **at = &history->oldest;

	if (!file)
		return;
	for (; *at; at = &(*at)->next)
		if ((*at)->cpu == cpu)
			(*at)->done = true;
	*at = file;
	drop_surplus(history, cpu);
}

void history_grown(struct history *history, unsigned cpu, uint64_t bytes)
{
	struct kept_file **at = &history->oldest;

	if (!history->bytes_max)
		return;
	for (struct kept_file *file = history->oldest; file; file = file->next) {
		if (file->cpu != cpu || file->done)
			continue;
		history->bytes += bytes - file->bytes;
		file->bytes = bytes;
	}
	while (*at && history->bytes > history->bytes_max) {
		if ((*at)->done)
			drop(history, at);
		else
			at = &(*at)->next;
	}
}

void history_free(struct history *history)
{
	while (history->oldest) {
		struct kept_file *file = history->oldest;

		history->oldest = file->next;
		free(file);
	}
	history->bytes = 0;
}
