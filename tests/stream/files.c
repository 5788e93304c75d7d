/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is read goes behind what was read before; then all is restored, a piece at a time. */
#include "tests/stream/files.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "stream/restore.h"
#include "tests/stream/printing.h"

/* As stap-merge's, when there are few CPUs. */
#define ROOM (16u << 20)

/* Where what is printed is limited: room for all of it, for which no malloc maps memory. */
#define ROOM_SMALL (96u * 1024)
#define MOST_SMALL (32u * 1024)

/* What a reader takes at once. */
#define READ_MAX (128u * 1024)

struct file {
	char *data;
	size_t size, room, taken; /* bytes; TAKEN went into BUFFER so far */
	char *buffer;
	bool lost; /* the first of them are gone */
};

static struct {
	struct file files[WORLD_CPUS];
	struct merge_source sources[WORLD_CPUS];
	struct restore_cpu cpus[WORLD_CPUS];
	struct restore restore;
	size_t room;
} world;

/* Not with those: to clear them takes longer than most worlds last. */
static struct restore_step steps[RESTORE_STEPS];

static void append(struct file *file, const char *data, size_t size)
{
	while (file->size + size > file->room) {
		file->room = file->room ? 2 * file->room : READ_MAX / 4;
		file->data = realloc(file->data, file->room);
		if (!file->data)
			abort();
	}
	memcpy(file->data + file->size, data, size);
	file->size += size;
}

/* Reads of CPU INDEX until nothing is there, WANTED bytes at a time. */
static void read_file(unsigned index, size_t wanted)
{
	static char data[READ_MAX];
	size_t got;

	while ((got = module_read_trace(&printing.module, index, data, wanted)) > 0) {
		append(&world.files[index], data, got);
		if (!printing.ending && printing_one_in(20))
			break;
	}
}

static void print_and_read(const struct manner *manner)
{
	for (unsigned round = 0; round < manner->rounds; round++) {
		printing_round();
		for (unsigned i = 0; i < manner->cpus; i++)
			if (!printing_one_in(3))
				read_file(i, READ_MAX >> printing_any(3));
	}
	printing.ending = true;
	for (unsigned i = 0; i < manner->cpus; i++)
		read_file(i, READ_MAX);
}

/* Where in FILE, from AT on, the frame of PRINTED is. */
static size_t find_frame(
	const struct file *file, enum dialect dialect, size_t at, const struct printed *printed)
{
	char header[12];
	size_t size = frame_header(dialect, printed->sequence, printed->length, header);

	while (at + size < file->size && memcmp(file->data + at, header, size) != 0)
		at++;
	return at;
}

/* Of CPU INDEX messages that follow each other are gone, with what is behind each of them. */
static void lose_some(unsigned index, enum dialect dialect)
{
	struct printed_cpu *cpu = &printing.cpus[index];
	struct file *file = &world.files[index];
	size_t first = printing_one_in(2) ? printing_any((uint32_t)cpu->count) : 0, from = 0,
	       to = 0;
	size_t behind = first + 1 + printing_any((uint32_t)(cpu->count - first));

	for (size_t i = 0; i <= behind && i < cpu->count; i++) {
		to = find_frame(file, dialect, to, &cpu->printed[i]);
		if (i == first)
			from = to;
	}
	if (behind == cpu->count)
		to = file->size;
	memmove(file->data + from, file->data + to, file->size - to);
	file->size -= to - from;
	memmove(cpu->printed + first, cpu->printed + behind,
		(cpu->count - behind) * sizeof(*cpu->printed));
	cpu->count -= behind - first;
	file->lost = !first;
}

/* The number that comes next of all: the lowest of those that did not come. */
static uint32_t next_number(unsigned cpus, uint32_t from)
{
	uint32_t least = UINT32_MAX;

	for (unsigned i = 0; i < cpus; i++) {
		const struct printed_cpu *cpu = &printing.cpus[i];

		if (cpu->expected < cpu->count &&
			cpu->printed[cpu->expected].sequence - from < least)
			least = cpu->printed[cpu->expected].sequence - from;
	}
	return from + least;
}

/* More of file INDEX comes into view. */
static void fill(unsigned index)
{
	struct file *file = &world.files[index];
	struct merge_source *source = &world.sources[index];
	size_t left = file->size - file->taken, most = 1 + printing_any(100000);

	merge_compact(source);
	if (source->end == world.room) {
		world.cpus[index].full = true;
		return;
	}
	if (left < most)
		source->complete = true;
	if (most > world.room - source->end)
		most = world.room - source->end;
	if (most > left)
		most = left;
	source->complete = most == left && source->complete;
	if (most) /* a CPU that printed nothing has no bytes at all */
		memcpy(source->buffer + source->end, file->data + file->taken, most);
	source->end += most;
	file->taken += most;
}

static void restore_all(const struct manner *manner)
{
	struct restore *restore = &world.restore;
	uint32_t expected = manner->first + 1;
	enum restored result;
	uint64_t holes = 0;

	while ((result = restore_next(restore)) != RESTORE_DONE && !printing.fault[0]) {
		if (result == RESTORE_LACKS) {
			fill(restore->index);
			continue;
		}
		const struct merge_source *source = &world.sources[restore->index];

		uint32_t next = next_number(manner->cpus, expected);
		if (source->head.sequence != next)
			printing_fault(
				"number %u came in the place of %u", source->head.sequence, next);
		holes += restore->started && next != expected;
		expected = next + 1;
		printing_check(restore->index, &source->head, merge_head_body(source));
		restore_take(restore);
	}
	printing_check_all();
	if (!restore->holes != !holes)
		printing_fault("%" PRIu64
			       " times a number was nowhere, and that is told of %" PRIu64,
			holes, restore->holes);
	for (unsigned i = 0; i < manner->cpus; i++)
		if (world.sources[i].stream.stray)
			printing_fault("CPU %u: %" PRIu64 " bytes belonged to no frame", i,
				world.sources[i].stream.stray);
}

static void begin(const struct manner *manner)
{
	memset(&world, 0, sizeof(world));
	world.room = manner->most && manner->most <= MOST_SMALL ? ROOM_SMALL : ROOM;
	restore_init(&world.restore, world.sources, world.cpus, manner->cpus, steps);
	print_and_read(manner);
	for (unsigned i = 0; i < manner->cpus; i++)
		if (manner->lost && printing.cpus[i].count && printing_one_in(2))
			lose_some(i, manner->dialect);
	for (unsigned i = 0; i < manner->cpus; i++) {
		struct merge_source *source = &world.sources[i];
		uint32_t number = manner->first + 1;

		source->buffer = malloc(world.room);
		if (!source->buffer)
			abort();
		frame_stream_init(&source->stream, manner->dialect, true);
		if (world.files[i].size >= 12)
			memcpy(&number, world.files[i].data + (manner->dialect == DIALECT_5) * 4,
				4);
		source->stream.last = number - 1;
		source->stream.overrun =
			manner->overflow &&
			world.files[i].size >= manner->subbufs * manner->subbuf_size / 2;
		if (!world.files[i].lost)
			restore_begins(&world.restore, i);
	}
}

const char *files_run(const struct manner *manner, world_numbers *numbers, void *context,
	unsigned long *printed, unsigned long *ambiguous)
{
	printing_begin(manner, numbers, context);
	begin(manner);
	restore_all(manner);
	for (unsigned i = 0; i < manner->cpus; i++) {
		free(world.sources[i].buffer);
		free(world.files[i].data);
	}
	printing_end();
	*printed = printing.printed;
	*ambiguous = (unsigned long)world.restore.ambiguous;
	return printing.fault[0] ? printing.fault : NULL;
}
