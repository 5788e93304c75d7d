/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What comes out of a relay buffer that runs full again and again, at any place
 * and read in any portions: each frame that is whole in it comes, and no other.
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

#include "stapio/frame.h"
#include "tests/sim/journal.h"
#include "tests/sim/module.h"
#include "tests/sim/scenario.h"

#define MESSAGE_MAX 20000

/* The relay does not read into less room. */
#define PORTION_MIN (128u * 1024)

/* What was printed of one CPU and not yet read. */
struct printed {
	uint32_t sequence;
	bool whole;
	uint32_t length;
	char seed;
};

struct reader {
	struct frame_stream stream;
	char buffer[2 << 20];
	size_t begin, end;
	size_t since_empty;
	bool complete;
	struct printed printed[1 << 18];
	size_t first, last; /* of PRINTED, modulo its size */
};

static struct module module;
static struct reader readers[2];
static unsigned long whole, cut;

/* --- What the simulated module calls ---------------------------------------------------------- */

void journal_message(const struct message *message, const char *text)
{
	struct reader *reader = &readers[message->ring];

	if (message->fate == FATE_DROPPED)
		return;
	reader->printed[reader->last++ % (1 << 18)] = (struct printed){
		.sequence = (uint32_t)message->sequence,
		.whole = message->fate == FATE_WHOLE,
		.length = (uint32_t)message->length,
		.seed = text[message->length - 1],
	};
	*(message->fate == FATE_WHOLE ? &whole : &cut) += 1;
}

void journal_event(const char *format, ...)
{
	(void)format;
}

void scenario_run(struct scenario *scenario, enum section section)
{
	(void)scenario;
	(void)section;
}

void scenario_begin(struct scenario *scenario, enum section section)
{
	(void)scenario;
	(void)section;
}

void scenario_join(struct scenario *scenario)
{
	(void)scenario;
}

static void notify(int index)
{
	(void)index;
}

/* --- Writing and reading ---------------------------------------------------------------------- */

/* One message: lines of digits, which tell where in it they stand. */
static void print(unsigned index, size_t length)
{
	static char text[MESSAGE_MAX];
	char seed = (char)('a' + random() % 26);

	for (size_t i = 0; i < length; i++)
		text[i] = i % 50 == 49 ? '\n' : (char)('0' + i % 10);
	text[length - 1] = seed;
	module_print(&module, index, text, length);
}

static void expect_text(const char *text, uint32_t length, char seed)
{
	for (uint32_t i = 0; i + 1 < length; i++)
		if (text[i] != (i % 50 == 49 ? '\n' : (char)('0' + i % 10)))
			fail_msg("byte %u of %u", i, length);
	assert_int_equal(text[length - 1], seed);
}

/* Frames that were cut short may be told, or only their numbers missing. */
static void take_frames(struct reader *reader)
{
	struct frame frame;
	size_t stray;
	bool found;

	do {
		found = frame_next(&reader->stream, reader->buffer + reader->begin,
			reader->end - reader->begin, reader->complete, &frame, &stray);
		if (found) {
			struct printed *printed;

			do {
				assert_true(reader->first < reader->last);
				printed = &reader->printed[reader->first++ % (1 << 18)];
			} while (!printed->whole && printed->sequence != frame.sequence);
			assert_int_equal(frame.sequence, printed->sequence);
			assert_int_equal(frame.missing == 0, printed->whole);
			if (printed->whole) {
				assert_int_equal(frame.length, printed->length);
				expect_text(
					reader->buffer + reader->begin + frame.skip + frame.header,
					frame.length, printed->seed);
			}
			reader->begin += frame_span(&frame);
		}
		reader->begin += stray;
	} while (found);
}

/* As stapio reads, up to WANTED bytes. True when that was all there was. */
static bool read_once(unsigned index, size_t wanted, size_t overrun_min)
{
	struct reader *reader = &readers[index];

	if (reader->complete && reader->begin == reader->end)
		reader->since_empty = 0;
	memmove(reader->buffer, reader->buffer + reader->begin, reader->end - reader->begin);
	reader->end -= reader->begin;
	reader->begin = 0;
	assert_true(wanted <= sizeof(reader->buffer) - reader->end);
	size_t got = module_read_trace(&module, index, reader->buffer + reader->end, wanted);
	reader->end += got;
	reader->since_empty += got;
	reader->stream.overrun = reader->since_empty >= overrun_min;
	reader->complete = got < wanted;
	take_frames(reader);
	return reader->complete;
}

static void run(enum dialect dialect, size_t shortest, size_t longest, size_t subbufs)
{
	const unsigned cpus[] = {0, 1};
	size_t room = subbufs * SUBBUF_SIZE;

	module = (struct module){.dialect = dialect, .notify = notify};
	assert_int_equal(module_init(&module, cpus, 2, subbufs), 0);
	for (unsigned i = 0; i < 2; i++) {
		memset(&readers[i], 0, sizeof(readers[i]));
		frame_stream_init(&readers[i].stream, dialect, true);
	}
	for (unsigned i = 0; i < 2; i++)
		print(i, 100);
	for (unsigned round = 0; round < 24; round++) {
		size_t amount = (size_t)random() % (2 * room);

		while (amount > 0) {
			size_t length = shortest + (size_t)random() % (longest - shortest + 1);

			print((unsigned)random() % 2, length);
			amount -= length < amount ? length : amount;
		}
		for (unsigned i = 0; i < 2; i++)
			while (random() % 4)
				read_once(i, PORTION_MIN + (size_t)random() % room, room / 2);
	}
	for (unsigned i = 0; i < 2; i++) {
		struct reader *reader = &readers[i];

		while (!read_once(i, room, room / 2))
			;
		while (reader->first < reader->last)
			assert_false(reader->printed[reader->first++ % (1 << 18)].whole);
		assert_int_equal(reader->stream.stray, 0);
		free(module.rings[i].memory);
		free(module.rings[i].padding);
	}
	free(module.rings);
}

static void every_whole_frame_comes(void **state)
{
	static const size_t sizes[][2] = {{1, 1}, {1, 20}, {12, 12}, {40, 60}, {50, 50}, {100, 100},
		{200, 200}, {20, 600}, {1000, 1000}, {4088, 4096}, {3000, 9000}, {1, MESSAGE_MAX}};

	(void)state;
	srandom(1);
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		run(DIALECT_4, sizes[i][0], sizes[i][1], 64 + (size_t)random() % 190);
		run(DIALECT_5, sizes[i][0], sizes[i][1], 64 + (size_t)random() % 190);
	}
	assert_true(whole > 1000 && cut > 100);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_whole_frame_comes),
	};

	return cmocka_run_group_tests_name("overflow", tests, NULL, NULL);
}
