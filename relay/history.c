/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The history is a list, looked through from its oldest end: it changes when a file is begun, not
 * with a message. */
#include "relay/history.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/report.h"
#include "relay/claim.h"
#include "relay/compress.h"

/* Is there anything to be done with files? Else none is remembered. */
static bool is_kept(const struct history *history)
{
	return history->files_max || history->bytes_max || history->archive;
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
	struct history *history, unsigned cpu, const char *name, const struct found_file *found)
{
	struct kept_file *file = is_kept(history) ? remember(cpu, name) : NULL;
	struct kept_file **at = &history->oldest;

	if (!file)
		return;
	pthread_mutex_lock(&history->lock);
	file->done = file->found = true;
	file->packed = !found->plain;
	file->age = found->age;
	file->bytes = found->bytes;
	history->bytes += found->bytes;
	if (history->archive && found->plain)
		archive_put(history->archive, name, true);
	/* Behind those of its CPU, which may be very many, whatever the clock was; among the others
	 * by their times. */
	if (history->found && history->found->cpu == cpu)
		at = &history->found->next;
	else
		for (struct kept_file **behind = at; *behind; behind = &(*behind)->next)
			if ((*behind)->cpu == cpu)
				at = &(*behind)->next;
	while (*at && (*at)->done && (*at)->age <= found->age)
		at = &(*at)->next;
	file->next = *at;
	*at = history->found = file;
	pthread_mutex_unlock(&history->lock);
}

static void remove_form(const char *name, const char *suffix)
{
	char form[PATH_MAX];

	if (snprintf(form, sizeof(form), "%s%s", name, suffix) >= (int)sizeof(form))
		return;
	if (unlink(form) != 0 && errno != ENOENT)
		report_warning("Couldn't remove the old output file %s: %s", form, strerror(errno));
}

/*
 * Removes FILE and its compressed forms: in this order, as the archive looks for the file
 * itself when it has made one. What was found may have been made just then, and claimed since.
 */
static void remove_forms(const struct kept_file *file)
{
	int claim = file->found ? claim_look(AT_FDCWD, file->name) : -1;

	if (claim == -EWOULDBLOCK)
		return;
	remove_form(file->name, "");
	remove_form(file->name, COMPRESSED_SUFFIX);
	remove_form(file->name, COMPRESSED_PART);
	if (claim >= 0)
		close(claim);
}

/* Removes the file that *AT leads to, from the history in any case. */
static void drop(struct history *history, struct kept_file **at)
{
	struct kept_file *file = *at;

	remove_forms(file);
	history->bytes -= file->bytes;
	*at = file->next;
	if (history->found == file)
		history->found = NULL;
	free(file);
}

static void finish(struct history *history, struct kept_file *file)
{
	if (!file->done && history->archive)
		archive_put(history->archive, file->name, false);
	file->done = true;
}

void history_over(struct history *history)
{
	pthread_mutex_lock(&history->lock);
	for (struct kept_file *file = history->oldest; file; file = file->next)
		finish(history, file);
	pthread_mutex_unlock(&history->lock);
}

/* The bytes of NAME and what is behind it, SUFFIX; 0 where there is none. */
static uint64_t size_of(const char *name, const char *suffix)
{
	char form[PATH_MAX];
	struct stat st;

	snprintf(form, sizeof(form), "%s%s", name, suffix);
	return lstat(form, &st) == 0 ? (uint64_t)st.st_size : 0;
}

/* Looks how many bytes the files that are done have become; of those that may be very many only at
 * those that may have become fewer since. */
static void measure(struct history *history)
{
	for (struct kept_file *file = history->oldest; file; file = file->next) {
		if (!file->done || file->packed)
			continue;
		uint64_t plain = size_of(file->name, "");
		uint64_t packed = size_of(file->name, COMPRESSED_SUFFIX);

		history->bytes -= file->bytes;
		file->bytes = plain + packed;
		history->bytes += file->bytes;
		file->packed = packed && !plain;
	}
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

/* The oldest of all that are done go until the rest is within what is kept. */
static void drop_excess(struct history *history)
{
	struct kept_file **at = &history->oldest;

	if (history->archive && history->bytes > history->bytes_max)
		measure(history);
	while (*at && history->bytes > history->bytes_max) {
		if ((*at)->done)
			drop(history, at);
		else
			at = &(*at)->next;
	}
}

void history_begun(struct history *history, unsigned cpu, const char *name)
{
	struct kept_file *file = is_kept(history) ? remember(cpu, name) : NULL;
	struct kept_file **at = &history->oldest;

	if (!file)
		return;
	pthread_mutex_lock(&history->lock);
	for (; *at; at = &(*at)->next)
		if ((*at)->cpu == cpu)
			finish(history, *at);
	*at = file;
	history->found = NULL;
	drop_surplus(history, cpu);
	if (history->bytes_max)
		drop_excess(history);
	pthread_mutex_unlock(&history->lock);
}

void history_grown(struct history *history, unsigned cpu, uint64_t bytes)
{
	if (!history->bytes_max)
		return;
	pthread_mutex_lock(&history->lock);
	for (struct kept_file *file = history->oldest; file; file = file->next) {
		if (file->cpu != cpu || file->done)
			continue;
		history->bytes += bytes - file->bytes;
		file->bytes = bytes;
	}
	drop_excess(history);
	pthread_mutex_unlock(&history->lock);
}

void history_free(struct history *history)
{
	while (history->oldest) {
		struct kept_file *file = history->oldest;

		history->oldest = file->next;
		free(file);
	}
	history->found = NULL;
	history->bytes = 0;
}
