/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The module is asked to print, each trace file is read now and then, and what comes is looked up.
 */
#include "tests/stream/world.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "stream/merge.h"
#include "tests/sim/journal.h"
#include "tests/sim/module.h"

#define MESSAGE_MAX 20000u

/* As the relay's. */
#define BUFFER_SIZE (512u * 1024)
#define ROOM_MIN    (128u * 1024)

/* So often a full buffer is printed to. */
#define IN_VAIN_MAX 3u

struct printed {
	uint32_t sequence;
	enum fate fate;
	uint32_t length;
	uint64_t digest;
	bool came;
};

struct cpu {
	struct printed *printed;
	size_t count, room, expected; /* those before EXPECTED came, or could not */
	char *buffer;
	bool settled; /* nothing is left of what was there when it was last seen empty */
	size_t since_empty;
};

/* The module has functions to call, with no context. */
static struct {
	const struct manner *manner;
	world_numbers *numbers;
	void *context;
	struct module module;
	struct cpu cpus[WORLD_CPUS];
	struct merge_source sources[WORLD_CPUS];
	struct merge_entry heap[WORLD_CPUS];
	struct merge merge;
	uint64_t tick, counter, moved; /* bytes that were read, and frames given out */
	unsigned long printed;
	bool ending;
	char fault[200];
} world;

static uint32_t any(uint32_t limit)
{
	return world.numbers(world.context, limit);
}

static bool one_in(uint32_t n)
{
	return any(n) == 0;
}

#define fault(...)                                                                                 \
	do {                                                                                       \
		if (!world.fault[0])                                                               \
			snprintf(world.fault, sizeof(world.fault), __VA_ARGS__);                   \
	} while (0)

static uint64_t digest(const char *data, size_t size)
{
	uint64_t sum = 1469598103934665603u;

	for (size_t i = 0; i < size; i++)
		sum = (sum ^ (unsigned char)data[i]) * 1099511628211u;
	return sum;
}

/* --- What the simulated module calls ---------------------------------------------------------- */

void journal_message(const struct message *message, const char *text)
{
	struct cpu *cpu = &world.cpus[message->ring];

	if (message->fate == FATE_DROPPED)
		return;
	if (cpu->count == cpu->room) {
		cpu->room = cpu->room ? 2 * cpu->room : 1024;
		cpu->printed = reallocarray(cpu->printed, cpu->room, sizeof(*cpu->printed));
		if (!cpu->printed)
			abort();
	}
	world.printed++;
	cpu->printed[cpu->count++] = (struct printed){
		.sequence = (uint32_t)message->sequence,
		.fate = message->fate,
		.length = (uint32_t)message->length,
		.digest = digest(text, message->length),
	};
}

static void notify(int index)
{
	(void)index;
}

/* --- Printing --------------------------------------------------------------------------------- */

static size_t put_numbers(char *text, size_t size, const uint32_t *numbers, size_t count)
{
	size_t length = count * sizeof(*numbers);

	length = length < size ? length : size;
	memcpy(text, numbers, length);
	return length;
}

/* A number for every byte would take most of a test's time, and a fuzzer's input. */
static void put_noise(char *text, size_t length)
{
	uint64_t state = any(UINT32_MAX) + UINT64_C(0x9e3779b97f4a7c15);

	for (size_t i = 0; i < length; i += sizeof(state)) {
		state ^= state << 13;
		state ^= state >> 7;
		state ^= state << 17;
		memcpy(text + i, &state, length - i < sizeof(state) ? length - i : sizeof(state));
	}
}

/* Whole frames, which could be those that come next. */
static size_t put_frames(char *text, size_t size)
{
	uint32_t sequence = (uint32_t)world.module.sequence + any(3);
	size_t used = 0, header = world.manner->dialect == DIALECT_5 ? 12 : 8;

	while (used + header < size) {
		uint32_t length = 1 + any(one_in(4) ? 200 : 12);

		sequence += 1 + any(2);
		used += frame_header(world.manner->dialect, sequence, length, text + used);
		if (length > size - used)
			length = (uint32_t)(size - used);
		memset(text + used, 'n', length);
		used += length;
		if (one_in(3))
			break;
	}
	return used;
}

static size_t compose(enum content content, unsigned index, char *text, size_t size)
{
	uint32_t n = (uint32_t)++world.counter, numbers[64];
	size_t length = 1 + any((uint32_t)size), count;

	switch (content) {
	case CONTENT_TINY:
		length = 1 + any(size < 8 ? (uint32_t)size : 8);
		for (size_t i = 0; i < length; i++)
			text[i] = (char)(one_in(2) ? any(256) : any(3));
		return length;
	case CONTENT_ZEROS:
		memset(text, 0, length);
		return length;
	case CONTENT_COUNTERS:
		count = 1 + any(24);
		for (size_t i = 0; i < count; i++)
			numbers[i] = one_in(3) ? any(64)
					       : (uint32_t)world.module.sequence + any(64) - 16;
		return put_numbers(text, size, numbers, count);
	case CONTENT_RECORDS:
		return put_numbers(text, size, (uint32_t[]){16, n, 8, index, n % 11}, 5);
	case CONTENT_PREFIXED:
		length = any(size < 40 ? (uint32_t)size : 40);
		numbers[0] = (uint32_t)length;
		put_numbers(text, size, numbers, 1);
		memset(text + 4, 'p', length);
		return 4 + length;
	case CONTENT_NESTED:
		length = put_frames(text, size);
		return length ? length : 1;
	case CONTENT_SMALL:
		count = 1 + any(48);
		for (size_t i = 0; i < count; i++)
			numbers[i] = any(256);
		return put_numbers(text, size, numbers, count);
	case CONTENT_RANDOM:
		put_noise(text, length);
		return length;
	default:
		for (size_t i = 0; i < length; i++)
			text[i] = i % 50 == 49 ? '\n' : (char)('0' + i % 10);
		return length;
	}
}

static void print(unsigned index)
{
	static char text[MESSAGE_MAX + 64];
	enum content content = world.manner->content;

	if (content == CONTENT_MIXED)
		content = any(CONTENT_MIXED);
	text[0] = 'x';
	size_t length = compose(content, index, text, world.manner->length_max);
	module_print(&world.module, index, text, length);
}

/* Would a message of the largest size still find room on CPU INDEX, whatever else is printed? */
static bool has_room(unsigned index)
{
	const struct ring *ring = &world.module.rings[index];
	size_t used = ring->produced - ring->consumed;

	return used + 3 + world.manner->length_max / ring->subbuf_size < ring->subbufs;
}

static void print_some(unsigned index, size_t amount)
{
	const struct ring *ring = &world.module.rings[index];
	size_t begin = ring->size + ring->offset;
	unsigned in_vain = 0;

	for (size_t n = 0; n < amount && in_vain < IN_VAIN_MAX; n++) {
		if (!world.manner->overflow && !has_room(index))
			return;
		print(index);
		if (ring->offset == RING_FULL)
			in_vain++;
		else if (ring->size + ring->offset - begin > amount)
			return;
	}
}

static void interrupt(unsigned index)
{
	if (world.ending || !world.manner->interrupted)
		return;
	if (world.manner->interrupted == 2)
		print_some(index, any(4) * any(10000)); /* others run on that CPU */
	else if (one_in(6))
		print_some(index, one_in(8) ? 20000 : 200);
}

/* --- Reading ---------------------------------------------------------------------------------- */

/* The head of SOURCE has to be what comes next of its CPU. */
static void check(const struct merge_source *source)
{
	unsigned index = (unsigned)(source - world.sources);
	struct cpu *cpu = &world.cpus[index];
	const struct frame *frame = &source->head;

	if (cpu->expected == cpu->count) {
		fault("CPU %u: number %u was not printed there", index, frame->sequence);
		return;
	}
	struct printed *printed = &cpu->printed[cpu->expected++];
	if (frame->sequence != printed->sequence)
		fault("CPU %u: number %u came, but %u was printed", index, frame->sequence,
			printed->sequence);
	else if ((frame->missing > 0) != (printed->fate == FATE_CUT))
		fault("CPU %u: number %u lacks %u bytes", index, frame->sequence, frame->missing);
	else if (!frame->missing &&
		 (frame->length != printed->length ||
			 digest(merge_head_body(source), frame->length) != printed->digest))
		fault("CPU %u: number %u has other bytes, or %u and not %u", index, frame->sequence,
			frame->length, printed->length);
}

static void give_out(void)
{
	struct merge_source *source;

	world.merge.news = true;
	while ((source = merge_next(&world.merge)) && !world.fault[0]) {
		uint32_t expected = world.merge.next;

		if (source->head.sequence != expected)
			fault("number %u came in the place of %u", source->head.sequence, expected);
		check(source);
		world.moved++;
		merge_take(&world.merge);
	}
	if (world.merge.lost)
		fault("%" PRIu64 " were lost", world.merge.lost);
}

static bool read_once(unsigned index, size_t wanted)
{
	struct cpu *cpu = &world.cpus[index];
	struct merge_source *source = &world.sources[index];

	if (source->complete && source->begin == source->end)
		cpu->since_empty = 0;
	merge_compact(source);
	if (wanted > BUFFER_SIZE - source->end)
		wanted = BUFFER_SIZE - source->end;
	size_t before = world.module.rings[index].size;
	size_t got = module_read_trace(&world.module, index, source->buffer + source->end, wanted);
	uint64_t tick = ++world.tick;
	if (world.manner->interrupted && !world.ending && one_in(4))
		print_some(index, one_in(4) ? 30000 : 300); /* before the size is asked for */
	if (world.manner->told)
		frame_stream_read(
			&source->stream, &(struct subbuf_read){
						 .bytes = got,
						 .emptied = got < wanted,
						 .size = (uint32_t)world.manner->subbuf_size,
						 .least = (uint32_t)(world.manner->subbufs *
								     world.manner->subbuf_size),
						 .before = before,
						 .closed = world.module.rings[index].size,
					 });
	if (got) {
		source->end += got;
		world.moved += got;
		source->filled = tick;
		cpu->since_empty += got + world.manner->subbuf_size; /* it closed one */
		source->stream.overrun =
			world.manner->overflow &&
			cpu->since_empty >= world.manner->subbufs * world.manner->subbuf_size / 2;
	}
	source->complete = got < wanted;
	if (source->complete)
		source->seen_empty = tick;
	merge_refill(&world.merge, index);
	return source->complete;
}

/* A source that is so full that none may be read waits for others. */
static bool may_read(unsigned index)
{
	const struct merge_source *source = &world.sources[index];

	return BUFFER_SIZE - (source->end - source->begin) >= ROOM_MIN;
}

static void read_some(void)
{
	for (unsigned i = 0; i < world.manner->cpus; i++) {
		if (one_in(3))
			continue;
		do {
			if (may_read(i) && read_once(i, one_in(4) ? 1 + any(5000)
								  : ROOM_MIN + any(3 * ROOM_MIN)))
				break;
			give_out();
		} while (!one_in(3) && !world.fault[0]);
	}
	give_out();
}

/* All that is left. */
static void read_all(void)
{
	bool left = true;

	world.ending = true;
	while (left && !world.fault[0]) {
		uint64_t before = world.moved;

		left = false;
		for (unsigned i = 0; i < world.manner->cpus; i++)
			left |= !may_read(i) || !read_once(i, BUFFER_SIZE);
		give_out();
		if (world.moved == before)
			break;
	}
	world.merge.final = true;
	give_out();
	for (unsigned i = 0; i < world.manner->cpus; i++) {
		struct cpu *cpu = &world.cpus[i];

		if (cpu->expected < cpu->count)
			fault("CPU %u: number %u did not come", i,
				cpu->printed[cpu->expected].sequence);
		if (world.sources[i].stream.stray)
			fault("CPU %u: %" PRIu64 " bytes belonged to no frame", i,
				world.sources[i].stream.stray);
	}
}

/* --- The world -------------------------------------------------------------------------------- */

struct manner world_manner(world_numbers *numbers, void *context)
{
#define ANY(limit) numbers(context, limit)
	static const size_t lengths[] = {8, 20, 60, 300, 5000, MESSAGE_MAX};
	struct manner manner = {
		.dialect = ANY(4) ? DIALECT_4 : DIALECT_5,
		.content = ANY(CONTENT_COUNT),
		.cpus = 1 + ANY(WORLD_CPUS),
		.subbuf_size = ANY(4) ? SUBBUF_SIZE : SUBBUF_LARGE,
		.length_max = lengths[ANY(sizeof(lengths) / sizeof(lengths[0]))],
		.first = ANY(3) ? 0 : UINT32_MAX - ANY(500),
		.overflow = ANY(2),
		.interrupted = ANY(3),
		.told = true,
		.rounds = 1 + ANY(8),
	};
#undef ANY
	manner.subbufs = manner.subbuf_size == SUBBUF_SIZE ? 64 + numbers(context, 64)
							   : 8 + numbers(context, 8);
	return manner;
}

static void begin(void)
{
	const struct manner *manner = world.manner;
	unsigned numbers[WORLD_CPUS];

	world.module = (struct module){
		.dialect = manner->dialect,
		.notify = notify,
		.interrupt = interrupt,
		.subbuf_size = manner->subbuf_size,
	};
	for (unsigned i = 0; i < manner->cpus; i++)
		numbers[i] = i;
	if (module_init(&world.module, numbers, manner->cpus, manner->subbufs))
		abort();
	world.module.sequence = manner->first + 1;
	for (unsigned i = 0; i < manner->cpus; i++) {
		world.cpus[i].buffer = world.sources[i].buffer = malloc(BUFFER_SIZE);
		if (!world.cpus[i].buffer)
			abort();
		frame_stream_init(&world.sources[i].stream, manner->dialect, true);
		world.sources[i].stream.last = manner->first;
	}
	merge_init(&world.merge, world.sources, world.heap, manner->cpus, true);
	world.merge.next = manner->first + 1;
}

static void end(void)
{
	for (unsigned i = 0; i < world.manner->cpus; i++) {
		ring_free(&world.module.rings[i]);
		free(world.cpus[i].printed);
		free(world.cpus[i].buffer);
	}
	free(world.module.rings);
}

const char *world_run(
	const struct manner *manner, world_numbers *numbers, void *context, unsigned long *printed)
{
	memset(&world, 0, sizeof(world));
	world.manner = manner;
	world.numbers = numbers;
	world.context = context;
	begin();
	for (unsigned round = 0; round < manner->rounds && !world.fault[0]; round++) {
		size_t room = manner->subbufs * manner->subbuf_size;

		for (unsigned n = any(2 * manner->cpus); n > 0; n--) {
			uint32_t most = one_in(8) ? (uint32_t)room : one_in(2) ? 30000 : 400;

			print_some(any(manner->cpus), 1 + any(most));
		}
		read_some();
	}
	if (!world.fault[0])
		read_all();
	end();
	*printed = world.printed;
	return world.fault[0] ? world.fault : NULL;
}
