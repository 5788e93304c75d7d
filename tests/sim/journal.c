/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The account of a simulated module. */
#include "tests/sim/journal.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tests/sim/module.h"

static struct {
	pthread_mutex_t lock;
	const char *folder;
	int events;
	struct message *messages;
	size_t count, room;
	char *text;
	size_t text_size, text_room;
	uint64_t holes;
} journal = {.lock = PTHREAD_MUTEX_INITIALIZER, .events = -1};

static void *grown(void *array, size_t *room, size_t needed, size_t size)
{
	if (needed <= *room)
		return array;
	*room = needed * 2;
	array = reallocarray(array, *room, size);
	if (!array)
		abort();
	return array;
}

void journal_message(const struct message *message, const char *text)
{
	pthread_mutex_lock(&journal.lock);
	journal.messages = grown(
		journal.messages, &journal.room, journal.count + 1, sizeof(*journal.messages));
	journal.text =
		grown(journal.text, &journal.text_room, journal.text_size + message->length, 1);
	journal.messages[journal.count] = *message;
	journal.messages[journal.count++].text = journal.text_size;
	memcpy(journal.text + journal.text_size, text, message->length);
	journal.text_size += message->length;
	pthread_mutex_unlock(&journal.lock);
}

void journal_hole(uint64_t count)
{
	pthread_mutex_lock(&journal.lock);
	journal.holes += count;
	pthread_mutex_unlock(&journal.lock);
}

int journal_open(const char *folder)
{
	char path[PATH_MAX];

	journal.folder = folder;
	snprintf(path, sizeof(path), "%s/events", folder);
	journal.events = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
	return journal.events < 0 ? -errno : 0;
}

void journal_event(const char *format, ...)
{
	char line[2048];
	va_list args;

	va_start(args, format);
	int length = vsnprintf(line, sizeof(line) - 1, format, args);
	va_end(args);
	if ((size_t)length > sizeof(line) - 2)
		length = sizeof(line) - 2;
	line[length++] = '\n';
	if (write(journal.events, line, (size_t)length) != length)
		abort();
}

static int compare_messages(const void *a, const void *b)
{
	const struct message *left = a, *right = b;

	return (left->sequence > right->sequence) - (left->sequence < right->sequence);
}

struct amount {
	uint64_t messages, bytes;
};

static void add(struct amount *amount, const struct message *message)
{
	amount->messages++;
	amount->bytes += message->length;
}

static FILE *create(const char *name)
{
	char path[PATH_MAX];

	snprintf(path, sizeof(path), "%s/%s.new", journal.folder, name);
	FILE *file = fopen(path, "w");
	if (!file) {
		perror(path);
		exit(1);
	}
	return file;
}

/* The file appears whole or not at all. */
static void complete(FILE *file, const char *name)
{
	char from[PATH_MAX], to[PATH_MAX];

	snprintf(from, sizeof(from), "%s/%s.new", journal.folder, name);
	snprintf(to, sizeof(to), "%s/%s", journal.folder, name);
	if (fclose(file) || rename(from, to)) {
		perror(to);
		exit(1);
	}
}

static void tell(FILE *file, const char *what, const struct amount *amount)
{
	fprintf(file, "%s %" PRIu64 " %" PRIu64 "\n", what, amount->messages, amount->bytes);
}

struct per_ring {
	struct amount cut, dropped;
	FILE *frames;
};

/* Each message's fate; sorts it into the files of what could be read whole. */
static void sort_out(const struct ring *rings, unsigned count, enum dialect dialect, FILE *stream,
	struct per_ring *of, FILE *account)
{
	struct amount produced = {0}, whole = {0}, overwritten = {0}, left = {0}, of_fate[3] = {0};
	char header[12], name[32];

	for (size_t i = 0; i < journal.count; i++) {
		const struct message *m = &journal.messages[i];
		const struct ring *ring = &rings[m->ring];

		add(&produced, m);
		add(&of_fate[m->fate], m);
		if (m->fate != FATE_WHOLE) {
			add(m->fate == FATE_CUT ? &of[m->ring].cut : &of[m->ring].dropped, m);
		} else if (ring_was_overwritten(ring, m->first, m->last)) {
			add(&overwritten, m);
		} else if (m->last >= ring_position_read(ring)) {
			add(&left, m);
		} else {
			add(&whole, m);
			size_t size = frame_header(
				dialect, (uint32_t)m->sequence, (uint32_t)m->length, header);
			fwrite(journal.text + m->text, 1, m->length, stream);
			fwrite(header, 1, size, of[m->ring].frames);
			fwrite(journal.text + m->text, 1, m->length, of[m->ring].frames);
		}
	}
	tell(account, "produced", &produced);
	tell(account, "whole", &whole);
	tell(account, "cut", &of_fate[FATE_CUT]);
	tell(account, "dropped", &of_fate[FATE_DROPPED]);
	tell(account, "overwritten", &overwritten);
	tell(account, "left", &left);
	fprintf(account, "holes %" PRIu64 " 0\n", journal.holes);
	for (unsigned i = 0; i < count; i++) {
		snprintf(name, sizeof(name), "cut.%u", rings[i].cpu);
		tell(account, name, &of[i].cut);
		snprintf(name, sizeof(name), "dropped.%u", rings[i].cpu);
		tell(account, name, &of[i].dropped);
	}
}

void journal_dump(const struct ring *rings, unsigned count, enum dialect dialect)
{
	char name[32];
	struct per_ring *of = calloc(count, sizeof(*of));

	if (!of)
		abort();
	pthread_mutex_lock(&journal.lock);
	qsort(journal.messages, journal.count, sizeof(*journal.messages), compare_messages);
	FILE *stream = create("stream"), *account = create("account");
	for (unsigned i = 0; i < count; i++) {
		snprintf(name, sizeof(name), "frames.%u", rings[i].cpu);
		of[i].frames = create(name);
	}
	sort_out(rings, count, dialect, stream, of, account);
	for (unsigned i = 0; i < count; i++) {
		snprintf(name, sizeof(name), "frames.%u", rings[i].cpu);
		complete(of[i].frames, name);
	}
	complete(stream, "stream");
	complete(account, "account");
	pthread_mutex_unlock(&journal.lock);
	free(of);
}
