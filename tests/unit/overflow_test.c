/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What comes out of a relay buffer that runs full again and again, at any place,
 * or is run over by its module, and is read in any portions: each frame that is
 * whole in it comes once, and no other.
 * The writer is the simulated module's.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "stream/merge.h"
#include "tests/sim/journal.h"
#include "tests/sim/module.h"

#define MESSAGE_MAX 20000

/* The relay does not read into less room. */
#define PORTION_MIN (128u * 1024)

/* The most that the first read after attaching brings, as in the relay. */
#define FIRST_SIZE (1024u * 1024 + PORTION_MIN)

struct printed {
	uint32_t sequence;
	enum fate fate;
	uint32_t length;
	char seed;
	size_t first, last; /* sub-buffers */
	bool came;
};

/* One CPU: what was printed, in order, and what was read. */
struct cpu {
	struct printed printed[1 << 21];
	size_t count;
	struct merge_source source;
	char buffer[4 << 20];
	size_t since_empty;
};

static struct module module;
static struct cpu cpus[2];
static unsigned long fates[3], overwritten;
static bool told; /* the streams, what each read brought to light */

/* --- What the simulated module calls ---------------------------------------------------------- */

void journal_message(const struct message *message, const char *text)
{
	struct cpu *cpu = &cpus[message->ring];

	fates[message->fate]++;
	if (message->fate == FATE_DROPPED)
		return;
	assert_true(cpu->count < sizeof(cpu->printed) / sizeof(cpu->printed[0]));
	cpu->printed[cpu->count++] = (struct printed){
		.sequence = (uint32_t)message->sequence,
		.fate = message->fate,
		.length = (uint32_t)message->length,
		.seed = text[message->length - 1],
		.first = message->first,
		.last = message->last,
	};
}

static void notify(int index)
{
	(void)index;
}

/* --- Writing and reading ---------------------------------------------------------------------- */

/* Lines of digits, which tell where in a message they stand. */
static char digits[MESSAGE_MAX];

static int make_digits(void **state)
{
	(void)state;
	for (size_t i = 0; i < MESSAGE_MAX; i++)
		digits[i] = i % 50 == 49 ? '\n' : (char)('0' + i % 10);
	return 0;
}

/* One message: digits, and a letter of its own. */
static void print(unsigned index, size_t length)
{
	char *last = &digits[length - 1], digit = *last;

	*last = (char)('a' + random() % 26);
	module_print(&module, index, digits, length);
	*last = digit;
}

/* About AMOUNT bytes of messages of SHORTEST to LONGEST bytes, on either CPU. */
static void print_some(size_t amount, size_t shortest, size_t longest)
{
	while (amount > 0) {
		size_t length = shortest + (size_t)random() % (longest - shortest + 1);

		print((unsigned)random() % 2, length);
		length += 8;
		amount -= length < amount ? length : amount;
	}
}

static int compare_printed(const void *key, const void *element)
{
	uint32_t sequence = *(const uint32_t *)key;
	const struct printed *printed = element;

	return (sequence > printed->sequence) - (sequence < printed->sequence);
}

/* The head of CPU's source: printed, not seen before, and every byte right. */
static void check_head(struct cpu *cpu)
{
	const struct frame *frame = &cpu->source.head;
	const char *text = merge_head_body(&cpu->source);
	struct printed *printed = bsearch(&frame->sequence, cpu->printed, cpu->count,
		sizeof(cpu->printed[0]), compare_printed);

	assert_non_null(printed);
	assert_false(printed->came);
	assert_int_equal(frame->missing == 0, printed->fate == FATE_WHOLE);
	printed->came = true;
	if (printed->fate != FATE_WHOLE)
		return;
	assert_int_equal(frame->length, printed->length);
	assert_memory_equal(text, digits, frame->length - 1);
	assert_int_equal(text[frame->length - 1], printed->seed);
}

/* As the relay reads, up to WANTED bytes. True when that was all there was. */
static bool read_once(unsigned index, size_t wanted, size_t overrun_min)
{
	struct cpu *cpu = &cpus[index];
	struct merge_source *source = &cpu->source;

	if (source->complete && source->begin == source->end) {
		cpu->since_empty = 0;
		source->stream.rewinds = false;
	}
	merge_compact(source);
	bool first = source->stream.rewinds && !source->filled;
	if (first)
		wanted = FIRST_SIZE;
	assert_true(wanted <= sizeof(cpu->buffer) - source->end);
	size_t before = module.rings[index].size;
	size_t got = module_read_trace(&module, index, source->buffer + source->end, wanted);
	if (told)
		frame_stream_read(&source->stream, &(struct subbuf_read){
							   .bytes = got,
							   .emptied = got < wanted,
							   .size = SUBBUF_SIZE,
							   .before = before,
							   .closed = module.rings[index].size,
						   });
	source->end += got;
	cpu->since_empty += got;
	source->stream.overrun = cpu->since_empty >= overrun_min;
	source->complete = got < wanted;
	source->filled |= got;
	if (first)
		source->begin += frame_rewound(&source->stream, source->buffer, source->end);
	while (merge_find_head(source)) {
		check_head(cpu);
		merge_drop_head(source);
	}
	return source->complete;
}

static void load(enum dialect dialect, size_t subbufs, bool fresh)
{
	const unsigned numbers[] = {0, 1};

	module = (struct module){.dialect = dialect, .notify = notify};
	assert_int_equal(module_init(&module, numbers, 2, subbufs), 0);
	for (unsigned i = 0; i < 2; i++) {
		cpus[i].count = cpus[i].since_empty = 0;
		cpus[i].source = (struct merge_source){.buffer = cpus[i].buffer};
		frame_stream_init(&cpus[i].source.stream, dialect, fresh);
		cpus[i].source.stream.rewinds = !fresh;
	}
}

/* What is left is read, and all came that could. */
static void unload(size_t room)
{
	for (unsigned i = 0; i < 2; i++) {
		struct cpu *cpu = &cpus[i];

		while (!read_once(i, room, room / 2))
			;
		for (size_t n = 0; n < cpu->count; n++) {
			const struct printed *printed = &cpu->printed[n];
			bool gone = ring_was_overwritten(
				&module.rings[i], printed->first, printed->last);

			overwritten += gone;
			if (printed->fate == FATE_WHOLE && printed->came == gone)
				fail_msg("number %u %s", printed->sequence,
					gone ? "came" : "did not come");
		}
		assert_int_equal(cpu->source.stream.stray, 0);
		ring_free(&module.rings[i]);
	}
	free(module.rings);
}

static void overflow(enum dialect dialect, size_t shortest, size_t longest, size_t subbufs)
{
	size_t room = subbufs * SUBBUF_SIZE;

	load(dialect, subbufs, true);
	for (unsigned i = 0; i < 2; i++)
		print(i, 100);
	for (unsigned round = 0; round < 24; round++) {
		print_some((size_t)random() % (2 * room), shortest, longest);
		for (unsigned i = 0; i < 2; i++)
			while (random() % 4)
				read_once(i, PORTION_MIN + (size_t)random() % room, room / 2);
	}
	unload(room);
}

static size_t longest_meanwhile;

/* Now and then a read is under way while more is printed; and once in a while much more. */
static void print_meanwhile(unsigned index)
{
	(void)index;
	if (random() % 4 == 0)
		print_some((size_t)random() % (random() % 16 ? 2 * SUBBUF_SIZE : 100 * SUBBUF_SIZE),
			100, longest_meanwhile);
}

/* The same at full speed: what is read is printed meanwhile, and the relay buffers are full time
 * and again. */
static void attach_at_full_speed(enum dialect dialect)
{
	const size_t room = 256 * SUBBUF_SIZE;

	longest_meanwhile = 100 + (size_t)random() % 2000;
	load(dialect, 256, false);
	module.overwrite = true;
	for (unsigned i = 0; i < 2; i++) {
		print_some((size_t)random() % (4 * room), 100, longest_meanwhile);
		module_catch_up(&module, i);
	}
	module.overwrite = false;
	module.interrupt = print_meanwhile;
	for (unsigned round = 0; round < 30; round++) {
		if (random() % 3 == 0)
			print_some((size_t)random() % (2 * room), 100, longest_meanwhile);
		read_once((unsigned)random() % 2, room / 2, room / 2);
	}
	module.interrupt = NULL;
	unload(room / 2);
}

/*
 * A flight recorder that someone attaches to, while it writes over itself. Where
 * whole frames are as small as a header of dialect 4, which has no mark, and come
 * again, too, there is no telling: those don't.
 */
static void attach(enum dialect dialect, size_t shortest, size_t longest, size_t subbufs)
{
	size_t room = subbufs * SUBBUF_SIZE;
	long most = 3 * (long)room;

	load(dialect, subbufs, false);
	module.overwrite = true;
	print_some((size_t)random() % (6 * room), shortest, longest);
	module_catch_up(&module, 0);
	if (dialect == DIALECT_5 || shortest > 8)
		print_some((size_t)(random() % 4 * (random() % most)), shortest, longest);
	module_catch_up(&module, 1);
	if (dialect == DIALECT_5 || shortest > 8)
		print_some((size_t)(random() % 4 * (random() % most)), shortest, longest);
	module.overwrite = false;
	for (unsigned round = 0; round < 6; round++) {
		print_some((size_t)random() % 3 * ((size_t)random() % room), shortest, longest);
		for (unsigned i = 0; i < 2; i++)
			while (random() % 4)
				read_once(i, PORTION_MIN + (size_t)random() % room, room / 2);
	}
	unload(room);
}

static const size_t sizes[][2] = {{1, 1}, {1, 20}, {12, 12}, {40, 60}, {50, 50}, {100, 100},
	{200, 200}, {20, 600}, {1000, 1000}, {4088, 4096}, {3000, 9000}, {1, MESSAGE_MAX}};

static void every_size(void (*test)(enum dialect, size_t, size_t, size_t), size_t subbufs_max)
{
	told = !told;
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		test(DIALECT_4, sizes[i][0], sizes[i][1],
			64 + (size_t)random() % (subbufs_max - 64));
		test(DIALECT_5, sizes[i][0], sizes[i][1],
			64 + (size_t)random() % (subbufs_max - 64));
	}
}

static void every_whole_frame_comes(void **state)
{
	(void)state;
	srandom(1);
	for (unsigned n = 0; n < (getenv("WORLDS") ? 1 : 2);
		n++) /* fewer where the machine is emulated */
		every_size(overflow, 256);
	assert_true(fates[FATE_WHOLE] > 1000 && fates[FATE_CUT] > 100);
}

static void what_is_printed_while_it_is_read(void **state)
{
	(void)state;
	srandom(1);
	for (unsigned n = 0; n < (getenv("WORLDS") ? 2 : 6); n++) {
		told = !told;
		attach_at_full_speed(n % 4 < 2 ? DIALECT_4 : DIALECT_5);
	}
}

static void what_was_kept_comes_once(void **state)
{
	(void)state;
	srandom(1);
	overwritten = 0;
	for (unsigned n = 0; n < (getenv("WORLDS") ? 1 : 4); n++)
		every_size(attach, 256);
	assert_true(overwritten > 1000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_whole_frame_comes),
		cmocka_unit_test(what_was_kept_comes_once),
		cmocka_unit_test(what_is_printed_while_it_is_read),
	};

	return cmocka_run_group_tests_name("overflow", tests, make_digits, NULL);
}
