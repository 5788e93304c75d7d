/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The merge and the obvious answer, side by side, step by step. */
#include "tests/stream/merge_world.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "stream/merge.h"

#define CPUS_MAX     6u
#define MESSAGES_MAX 200u
#define FRAME        (12u + 4u) /* of dialect 5, with its number as the body */

/* One CPU: its messages, what of them the module has written, and what was read and given out. */
struct cpu {
	uint32_t sequences[MESSAGES_MAX];
	unsigned count, given;
	size_t read;                    /* bytes */
	uint64_t read_at[MESSAGES_MAX]; /* the tick at which the last byte of each was read */
	unsigned viewed;                /* so many could be seen at some time */
	uint64_t seen_empty;
	char buffer[MESSAGES_MAX * FRAME];
};

static struct {
	struct cpu cpus[CPUS_MAX];
	struct merge_source sources[CPUS_MAX];
	struct merge_entry heap[CPUS_MAX];
	struct merge merge;
	unsigned count;
	uint64_t tick;
	uint32_t next;
	uint64_t lost;
	bool final;
	char fault[160];
} world;

#define fault(...)                                                                                 \
	do {                                                                                       \
		if (!world.fault[0])                                                               \
			snprintf(world.fault, sizeof(world.fault), __VA_ARGS__);                   \
	} while (0)

/* The module writes number SEQUENCE on CPU INDEX. */
static void write_message(unsigned index, uint32_t sequence)
{
	struct cpu *cpu = &world.cpus[index];
	char *p = cpu->buffer + (size_t)cpu->count * FRAME;
	uint32_t length = 4;

	if (cpu->count == MESSAGES_MAX)
		return;
	memcpy(p, "\xf0\x9f\xa9\xba", 4);
	memcpy(p + 4, &sequence, 4);
	memcpy(p + 8, &length, 4);
	memcpy(p + 12, &sequence, 4);
	cpu->sequences[cpu->count++] = sequence;
}

/* Can message N of CPU INDEX be seen? Not while what follows does not bear it out. */
static bool in_view(unsigned index, unsigned n)
{
	const struct cpu *cpu = &world.cpus[index];

	return cpu->read >= (size_t)(n + 1) * FRAME + 12 ||
	       (world.sources[index].complete && cpu->read == (size_t)(n + 1) * FRAME);
}

/* CPU INDEX changed: what can be seen of it? */
static void view(unsigned index)
{
	struct cpu *cpu = &world.cpus[index];

	merge_refill(&world.merge, index);
	while (cpu->viewed < cpu->count && in_view(index, cpu->viewed))
		cpu->viewed++;
}

/* Up to WANTED bytes of CPU INDEX are read, which may end anywhere in a message. */
static void read_bytes(unsigned index, size_t wanted)
{
	struct cpu *cpu = &world.cpus[index];
	struct merge_source *source = &world.sources[index];
	size_t there = (size_t)cpu->count * FRAME - cpu->read;
	size_t got = wanted < there ? wanted : there;

	world.tick++;
	for (size_t i = cpu->read / FRAME; i < (cpu->read + got) / FRAME; i++)
		cpu->read_at[i] = world.tick;
	cpu->read += got;
	source->end += got;
	if (got)
		source->filled = world.tick;
	source->complete = got < wanted;
	if (source->complete)
		cpu->seen_empty = source->seen_empty = world.tick;
	view(index);
}

/* A look at CPU INDEX, which may be from before a read that brought more. */
static void see(unsigned index, uint64_t when)
{
	struct cpu *cpu = &world.cpus[index];

	if (cpu->read < (size_t)cpu->count * FRAME)
		return;
	world.sources[index].complete = true;
	cpu->seen_empty = world.sources[index].seen_empty = when;
	view(index);
}

/*
 * The CPU whose message goes out next; -1 when that is not certain. SURELY: what
 * could be seen once, but not now, counts for nothing, and a message was read
 * with the last bytes of its CPU.
 */
static int obvious(bool surely)
{
	uint32_t least = 0;
	int first = -1;

	for (unsigned i = 0; i < world.count; i++) {
		const struct cpu *cpu = &world.cpus[i];

		if (surely ? !in_view(i, cpu->given) : cpu->given >= cpu->viewed)
			continue;
		if (first < 0 || sequence_after(least, cpu->sequences[cpu->given])) {
			first = (int)i;
			least = cpu->sequences[cpu->given];
		}
	}
	if (first < 0 || least == world.next || world.final)
		return first;
	const struct cpu *cpu = &world.cpus[first];
	uint64_t tick = surely ? world.sources[first].filled : cpu->read_at[cpu->given];
	for (unsigned i = 0; i < world.count; i++) {
		const struct cpu *other = &world.cpus[i];
		/* All that was read was given out, and nothing more was there when this was read.
		 */
		bool done = other->read == (size_t)other->given * FRAME && other->seen_empty > tick;

		if (!done && (surely ? !in_view(i, other->given) : other->given >= other->viewed))
			return -1;
	}
	return first;
}

static void take_all(void)
{
	for (;;) {
		struct merge_source *source = merge_next(&world.merge);
		int expected = obvious(!source);

		/* The merge may know a head's tick only as that of the last read: later is no
		 * fault. */
		if (!source)
			return;
		unsigned index = (unsigned)(source - world.sources);
		if (expected < 0 || index != (unsigned)expected) {
			fault("number %u goes out, and %s", source->head.sequence,
				expected < 0 ? "an earlier one may come" : "another is first");
			return;
		}
		struct cpu *cpu = &world.cpus[index];
		uint32_t sequence = cpu->sequences[cpu->given], body;
		memcpy(&body, merge_head_body(source), 4);
		if (source->head.sequence != sequence || body != sequence) {
			fault("number %u is not %u", source->head.sequence, sequence);
			return;
		}
		if (sequence_after(sequence, world.next))
			world.lost += sequence - world.next;
		world.next = sequence + 1;
		cpu->given++;
		merge_take(&world.merge);
		if (world.merge.lost != world.lost)
			fault("%" PRIu64 " are lost, not %" PRIu64, world.merge.lost, world.lost);
	}
}

const char *merge_world_run(world_numbers *numbers, void *context)
{
#define ANY(limit) numbers(context, limit)
	memset(&world, 0, sizeof(world));
	world.count = 1 + ANY(CPUS_MAX);
	uint32_t sequence = ANY(2) ? 1 : UINT32_MAX - ANY(100), holes = ANY(3) ? 1 : 8;
	for (unsigned i = 0; i < world.count; i++) {
		world.sources[i].buffer = world.cpus[i].buffer;
		frame_stream_init(&world.sources[i].stream, DIALECT_5, true);
		world.sources[i].stream.last = sequence - 1;
	}
	merge_init(&world.merge, world.sources, world.heap, world.count, true);
	world.merge.next = world.next = sequence;
	world.tick = 1;
	for (unsigned step = 100 + ANY(300); step > 0 && !world.fault[0]; step--) {
		unsigned index = ANY(world.count);

		switch (ANY(4)) {
		case 0:
			write_message(index, sequence);
			sequence += 1 + (ANY(holes) ? ANY(3) : 0);
			break;
		case 1:
			see(index, ANY(2) ? ++world.tick : world.tick);
			break;
		default:
			read_bytes(index, 1 + ANY(ANY(2) ? 20 : 4 * FRAME));
		}
		if (ANY(3))
			take_all();
	}
	/* At last all that was written goes out. */
	for (unsigned i = 0; i < world.count; i++)
		read_bytes(i, sizeof(world.cpus[i].buffer) + 1);
	world.merge.final = world.final = true;
	take_all();
	for (unsigned i = 0; i < world.count; i++)
		if (world.cpus[i].given < world.cpus[i].count)
			fault("number %u never goes out",
				world.cpus[i].sequences[world.cpus[i].given]);
#undef ANY
	return world.fault[0] ? world.fault : NULL;
}
