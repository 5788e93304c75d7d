/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The module is asked to print, each trace file is read now and then, and what comes is looked up.
 */
#include "tests/stream/world.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "stream/merge.h"
#include "tests/stream/printing.h"

/* As the relay's. */
#define BUFFER_SIZE (512u * 1024)
#define ROOM_MIN    (128u * 1024)

/* Where what is printed is limited: room for all of it, for which no malloc maps memory. */
#define MOST_SMALL (32u * 1024)
#define SMALLER    6u

struct cpu {
	char *buffer;
	size_t since_empty;
};

static struct {
	struct cpu cpus[WORLD_CPUS];
	struct merge_source sources[WORLD_CPUS];
	struct merge_entry heap[WORLD_CPUS];
	struct merge merge;
	size_t buffer_size, room_min;
	uint64_t tick, moved; /* bytes that were read, and frames given out */
	bool judged, excused; /* what went wrong; it came after a message said to be uncertain */
} world;

/* Were messages said to be uncertain? */
static bool any_doubts(void)
{
	for (unsigned i = 0; i < WORLD_CPUS; i++)
		if (world.sources[i].stream.doubts)
			return true;
	return false;
}

/* Judges what went wrong, before more is found: what is uncertain later is no cause. */
static void judge(void)
{
	if (!printing.fault[0] || world.judged)
		return;
	world.judged = true;
	world.excused = (printing.manner->alone || printing.manner->excused) && any_doubts();
}

/* The head of source INDEX has to be what comes next there. */
static void check_head(unsigned index)
{
	const struct merge_source *source = &world.sources[index];

	printing_check(index, &source->head, merge_head_body(source));
	judge();
}

/* What came of each CPU, for itself. */
static void give_out_alone(void)
{
	for (unsigned i = 0; i < printing.manner->cpus; i++) {
		struct merge_source *source = &world.sources[i];

		while (merge_find_head(source) && !printing.fault[0]) {
			check_head(i);
			world.moved++;
			merge_drop_head(source);
		}
	}
}

static void give_out(void)
{
	struct merge_source *source;

	if (printing.manner->alone)
		return give_out_alone();

	world.merge.news = true;
	while ((source = merge_next(&world.merge)) && !printing.fault[0]) {
		uint32_t expected = world.merge.next;

		if (source->head.sequence != expected)
			printing_fault("number %u came in the place of %u", source->head.sequence,
				expected);
		check_head((unsigned)(source - world.sources));
		world.moved++;
		merge_take(&world.merge);
	}
	if (world.merge.lost)
		printing_fault("%" PRIu64 " were lost", world.merge.lost);
}

static bool read_once(unsigned index, size_t wanted)
{
	struct cpu *cpu = &world.cpus[index];
	struct merge_source *source = &world.sources[index];

	if (source->complete && source->begin == source->end)
		cpu->since_empty = 0;
	merge_compact(source);
	if (wanted > world.buffer_size - source->end)
		wanted = world.buffer_size - source->end;
	size_t before = printing.module.rings[index].size;
	size_t got =
		module_read_trace(&printing.module, index, source->buffer + source->end, wanted);
	uint64_t tick = ++world.tick;
	printing_close_while_read(index);
	if (printing.manner->interrupted && !printing.ending && printing_one_in(4))
		printing_some(
			index, printing_one_in(4) ? 30000 : 300); /* before the size is asked for */
	if (printing.manner->told)
		frame_stream_read(
			&source->stream, &(struct subbuf_read){
						 .bytes = got,
						 .emptied = got < wanted,
						 .size = (uint32_t)printing.manner->subbuf_size,
						 .least = (uint32_t)(printing.manner->subbufs *
								     printing.manner->subbuf_size),
						 .before = before,
						 .closed = printing.module.rings[index].size,
					 });
	if (got) {
		source->end += got;
		world.moved += got;
		source->filled = tick;
		cpu->since_empty += got + printing.manner->subbuf_size; /* it closed one */
		source->stream.overrun =
			printing.manner->overflow &&
			cpu->since_empty >=
				printing.manner->subbufs * printing.manner->subbuf_size / 2;
	}
	source->complete = got < wanted;
	if (source->complete)
		source->seen_empty = tick;
	if (!printing.manner->alone)
		merge_refill(&world.merge, index);
	return source->complete;
}

/* A source that is so full that none may be read waits for others. */
static bool may_read(unsigned index)
{
	const struct merge_source *source = &world.sources[index];

	return world.buffer_size - (source->end - source->begin) >= world.room_min;
}

static void read_some(void)
{
	for (unsigned i = 0; i < printing.manner->cpus; i++) {
		if (printing_one_in(3))
			continue;
		do {
			if (may_read(i) &&
				read_once(
					i, printing_one_in(4)
						   ? 1 + printing_any(5000)
						   : world.room_min +
							     printing_any(
								     3 * (uint32_t)world.room_min)))
				break;
			give_out();
		} while (!printing_one_in(3) && !printing.fault[0]);
	}
	give_out();
}

/* All that is left, and what the module still prints. */
static void read_all(void)
{
	bool left = true;

	printing_close();
	while (left && !printing.fault[0]) {
		uint64_t before = world.moved;
		bool ended = printing.ending;

		left = !ended;
		for (unsigned i = 0; i < printing.manner->cpus; i++)
			left |= !may_read(i) || !read_once(i, BUFFER_SIZE);
		give_out();
		if (world.moved == before && ended)
			break;
		printing.ending |= world.moved == before;
	}
	world.merge.final = true;
	give_out();
	printing_check_all();
	for (unsigned i = 0; i < printing.manner->cpus; i++)
		if (world.sources[i].stream.stray)
			printing_fault("CPU %u: %" PRIu64 " bytes belonged to no frame", i,
				world.sources[i].stream.stray);
}

/* --- The world -------------------------------------------------------------------------------- */

static void begin(const struct manner *manner)
{
	size_t smaller = manner->most && manner->most <= MOST_SMALL ? SMALLER : 1;

	memset(&world, 0, sizeof(world));
	world.buffer_size = BUFFER_SIZE / smaller;
	world.room_min = ROOM_MIN / smaller;
	for (unsigned i = 0; i < manner->cpus; i++) {
		world.cpus[i].buffer = world.sources[i].buffer = malloc(world.buffer_size);
		if (!world.cpus[i].buffer)
			abort();
		frame_stream_init(&world.sources[i].stream, manner->dialect, true);
		world.sources[i].stream.last = manner->first;
	}
	merge_init(&world.merge, world.sources, world.heap, manner->cpus, true);
	world.merge.next = manner->first + 1;
}

const char *world_run(
	const struct manner *manner, world_numbers *numbers, void *context, unsigned long *printed)
{
	printing_begin(manner, numbers, context);
	begin(manner);
	for (unsigned round = 0; round < manner->rounds && !printing.fault[0]; round++) {
		printing_round();
		read_some();
	}
	if (!printing.fault[0])
		read_all();
	judge();
	for (unsigned i = 0; i < manner->cpus; i++)
		free(world.cpus[i].buffer);
	printing_end();
	*printed = printing.printed;
	return printing.fault[0] && !world.excused ? printing.fault : NULL;
}
