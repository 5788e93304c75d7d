/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The module is asked to print, and tells what became of each message. */
#include "tests/stream/printing.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "tests/sim/journal.h"

#define MESSAGE_MAX 20000u

/* So often a full buffer is printed to. */
#define IN_VAIN_MAX 3u

struct printing printing;

uint32_t printing_any(uint32_t limit)
{
	return printing.numbers(printing.context, limit);
}

bool printing_one_in(uint32_t n)
{
	return printing_any(n) == 0;
}

static uint64_t add_to_digest(uint64_t sum, uint64_t word)
{
	return ((sum ^ word) << 29 | (sum ^ word) >> 35) * 1099511628211u;
}

static uint64_t digest(const char *data, size_t size)
{
	uint64_t sum = 1469598103934665603u, word;

	for (; size >= sizeof(word); data += sizeof(word), size -= sizeof(word)) {
		memcpy(&word, data, sizeof(word));
		sum = add_to_digest(sum, word);
	}
	word = 0;
	memcpy(&word, data, size);
	return (sum ^ word) * 1099511628211u;
}

/* --- What the simulated module calls ---------------------------------------------------------- */

void journal_message(const struct message *message, const char *text)
{
	struct printed_cpu *cpu = &printing.cpus[message->ring];

	if (message->fate == FATE_DROPPED)
		return;
	if (cpu->count == cpu->room) {
		cpu->room = cpu->room ? 2 * cpu->room : 64;
		cpu->printed = reallocarray(cpu->printed, cpu->room, sizeof(*cpu->printed));
		if (!cpu->printed)
			abort();
	}
	const struct printed printed = {
		.sequence = (uint32_t)message->sequence,
		.fate = message->fate,
		.length = (uint32_t)message->length,
		.digest = digest(text, message->length),
	};
	/* (The words of a text are others where the bytes of one are in another order.) */
	const uint64_t words[] = {message->ring, printed.sequence, printed.fate, printed.length};
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		printing.account = add_to_digest(printing.account, words[i]);
	printing.printed++;
	cpu->printed[cpu->count++] = printed;
}

static void notify(int index)
{
	(void)index;
}

/* --- Printing --------------------------------------------------------------------------------- */

/* Lines of digits. */
static void put_text(char *text, size_t length)
{
	static const char line[] = "0123456789012345678901234567890123456789012345678\n";
	const size_t each = sizeof(line) - 1;

	for (size_t at = 0; at < length; at += each)
		memcpy(text + at, line, length - at < each ? length - at : each);
}

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
	uint64_t state = printing_any(UINT32_MAX) + UINT64_C(0x9e3779b97f4a7c15);

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
	uint32_t sequence = (uint32_t)printing.module.sequence + printing_any(3);
	size_t used = 0, header = printing.manner->dialect == DIALECT_5 ? 12 : 8;

	while (used + header < size) {
		uint32_t length = 1 + printing_any(printing_one_in(4) ? 200 : 12);

		sequence += 1 + printing_any(2);
		used += frame_header(printing.manner->dialect, sequence, length, text + used);
		if (length > size - used)
			length = (uint32_t)(size - used);
		memset(text + used, 'n', length);
		used += length;
		if (printing_one_in(3))
			break;
	}
	return used;
}

static size_t compose(enum content content, unsigned index, char *text, size_t size)
{
	uint32_t n = (uint32_t)++printing.counter, numbers[64];
	size_t length = 1 + printing_any((uint32_t)size), count;

	switch (content) {
	case CONTENT_TINY:
		length = 1 + printing_any(size < 8 ? (uint32_t)size : 8);
		for (size_t i = 0; i < length; i++)
			text[i] = (char)(printing_one_in(2) ? printing_any(256) : printing_any(3));
		return length;
	case CONTENT_ZEROS:
		memset(text, 0, length);
		return length;
	case CONTENT_COUNTERS:
		count = 1 + printing_any(24);
		for (size_t i = 0; i < count; i++)
			numbers[i] = printing_one_in(3) ? printing_any(64)
							: (uint32_t)printing.module.sequence +
								  printing_any(64) - 16;
		return put_numbers(text, size, numbers, count);
	case CONTENT_RECORDS:
		return put_numbers(text, size, (uint32_t[]){16, n, 8, index, n % 11}, 5);
	case CONTENT_PREFIXED:
		length = printing_any(size < 40 ? (uint32_t)size : 40);
		numbers[0] = (uint32_t)length;
		put_numbers(text, size, numbers, 1);
		memset(text + 4, 'p', length);
		return 4 + length;
	case CONTENT_NESTED:
		length = put_frames(text, size);
		return length ? length : 1;
	case CONTENT_SMALL:
		count = 1 + printing_any(48);
		for (size_t i = 0; i < count; i++)
			numbers[i] = printing_any(256);
		return put_numbers(text, size, numbers, count);
	case CONTENT_RANDOM:
		put_noise(text, length);
		return length;
	default:
		put_text(text, length);
		return length;
	}
}

static void print(unsigned index)
{
	static char text[MESSAGE_MAX + 64];
	enum content content = printing.manner->content;

	if (content == CONTENT_MIXED)
		content = printing_any(CONTENT_MIXED);
	text[0] = 'x';
	size_t length = compose(content, index, text, printing.manner->length_max);
	printing.spent += WORLD_EACH + length;
	module_print(&printing.module, index, text, length);
}

static bool is_enough(void)
{
	return printing.manner->most && printing.spent >= printing.manner->most;
}

/* Would a message of the largest size still find room on CPU INDEX, whatever else is printed? */
static bool has_room(unsigned index)
{
	const struct ring *ring = &printing.module.rings[index];
	size_t used = ring->produced - ring->consumed;

	return used + 3 + printing.manner->length_max / ring->subbuf_size < ring->subbufs;
}

void printing_some(unsigned index, size_t amount)
{
	const struct ring *ring = &printing.module.rings[index];
	size_t begin = ring->size + ring->offset;
	unsigned in_vain = 0;

	for (size_t n = 0; n < amount && in_vain < IN_VAIN_MAX && !is_enough(); n++) {
		if (!printing.manner->overflow && !has_room(index))
			return;
		print(index);
		if (ring->offset == RING_FULL)
			in_vain++;
		else if (ring->size + ring->offset - begin > amount)
			return;
	}
}

void printing_close_while_read(unsigned index)
{
	if (!printing.closing || printing.ending)
		return;
	printing_some(index, printing_any(4) * printing_any(10000));
	if (!printing_one_in(3))
		return;
	for (unsigned i = 0; i < printing.manner->cpus; i++)
		ring_close_subbuf(&printing.module.rings[i], false);
	printing.ending = true;
}

static void interrupt(unsigned index)
{
	printing_close_while_read(index);
	if (printing.ending || !printing.manner->interrupted)
		return;
	if (printing.manner->interrupted == 2) {
		size_t times = printing_any(4);

		printing_some(index, times * printing_any(10000)); /* others run on that CPU */
	} else if (printing_one_in(6)) {
		printing_some(index, printing_one_in(8) ? 20000 : 200);
	}
}

void printing_round(void)
{
	const struct manner *manner = printing.manner;

	for (unsigned n = printing_any(2 * manner->cpus); n > 0; n--) {
		uint32_t most = 400;

		if (printing_one_in(8))
			most = (uint32_t)(manner->subbufs * manner->subbuf_size);
		else if (printing_one_in(2))
			most = 30000;
		unsigned index = printing_any(manner->cpus);
		printing_some(index, 1 + printing_any(most));
	}
}

void printing_close(void)
{
	printing.closing = printing_one_in(2);
	printing.ending = !printing.closing;
}

/* --- What comes of it ------------------------------------------------------------------------- */

void printing_check(unsigned index, const struct frame *frame, const char *body)
{
	struct printed_cpu *cpu = &printing.cpus[index];

	if (cpu->expected == cpu->count) {
		printing_fault("CPU %u: number %u was not printed there", index, frame->sequence);
		return;
	}
	struct printed *printed = &cpu->printed[cpu->expected++];
	if (frame->sequence != printed->sequence)
		printing_fault("CPU %u: number %u came, but %u was printed", index, frame->sequence,
			printed->sequence);
	else if ((frame->missing > 0) != (printed->fate == FATE_CUT))
		printing_fault(
			"CPU %u: number %u lacks %u bytes", index, frame->sequence, frame->missing);
	else if (!frame->missing && (frame->length != printed->length ||
					    digest(body, frame->length) != printed->digest))
		printing_fault("CPU %u: number %u has other bytes, or %u and not %u", index,
			frame->sequence, frame->length, printed->length);
}

void printing_check_all(void)
{
	for (unsigned i = 0; i < printing.manner->cpus; i++) {
		struct printed_cpu *cpu = &printing.cpus[i];

		if (cpu->expected < cpu->count)
			printing_fault("CPU %u: number %u did not come", i,
				cpu->printed[cpu->expected].sequence);
	}
}

/* --- Begin and end ---------------------------------------------------------------------------- */

struct manner world_manner(world_numbers *numbers, void *context)
{
#define ANY(limit) numbers(context, limit)
	static const size_t lengths[] = {8, 20, 60, 300, 5000, MESSAGE_MAX};
	struct manner manner = {.told = true};

	/* A statement each: within one, C leaves the order of some to the compiler. */
	manner.dialect = ANY(4) ? DIALECT_4 : DIALECT_5;
	manner.content = ANY(CONTENT_COUNT);
	manner.cpus = 1 + ANY(WORLD_CPUS);
	manner.subbuf_size = ANY(4) ? SUBBUF_SIZE : SUBBUF_LARGE;
	manner.length_max = lengths[ANY(sizeof(lengths) / sizeof(lengths[0]))];
	manner.first = ANY(3) ? 0 : UINT32_MAX - ANY(500);
	manner.overflow = ANY(2);
	manner.interrupted = ANY(3);
	manner.rounds = 1 + ANY(8);
	manner.subbufs = manner.subbuf_size == SUBBUF_SIZE ? 64 + ANY(64) : 8 + ANY(8);
#undef ANY
	return manner;
}

void printing_begin(const struct manner *manner, world_numbers *numbers, void *context)
{
	unsigned cpus[WORLD_CPUS];

	printing = (struct printing){
		.manner = manner,
		.numbers = numbers,
		.context = context,
		.module =
			{
				.dialect = manner->dialect,
				.notify = notify,
				.interrupt = interrupt,
				.subbuf_size = manner->subbuf_size,
			},
	};
	for (unsigned i = 0; i < manner->cpus; i++)
		cpus[i] = i;
	if (module_init(&printing.module, cpus, manner->cpus, manner->subbufs))
		abort();
	printing.module.sequence = manner->first + 1;
}

void printing_end(void)
{
	for (unsigned i = 0; i < printing.manner->cpus; i++) {
		ring_free(&printing.module.rings[i]);
		free(printing.cpus[i].printed);
	}
	free(printing.module.rings);
}
