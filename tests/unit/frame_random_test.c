/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Random streams: damaged ones, and those that a module leaves in the sub-buffers of a CPU. */
#include <stdlib.h>

#include "tests/unit/frames.h"

/* Random streams with random damage: no frame is invented, and no read goes out of bounds (ASan).
 */
static void random_damage(void **state)
{
	(void)state;
	srandom(1);
	for (unsigned round = 0; round < 3000; round++)
		EACH_DIALECT
		{
			struct frame frame;
			size_t at = 0, stray;
			uint32_t last = 0;

			frame_stream_init(&stream, dialects[d], true);
			for (uint32_t s = 1; s < 40; s++)
				put_frame(dialects[d], s, &"0123456789abcdef\n"[random() % 16]);
			for (unsigned i = 0; i < 4; i++)
				bytes.data[(size_t)random() % bytes.size] = (char)random();
			char *copy = malloc(bytes.size);
			memcpy(copy, bytes.data, bytes.size);
			while (at < bytes.size) {
				if (!frame_next(&stream, copy + at, bytes.size - at, true, &frame,
					    &stray)) {
					assert_true(stray > 0);
					at += stray;
					continue;
				}
				/* A damaged number may be one that is too high: then it goes back.
				 */
				assert_int_equal(frame.back, !sequence_after(frame.sequence, last));
				assert_true(!frame.back || dialects[d] == DIALECT_4);
				last = frame.sequence;
				at += frame_span(&frame);
				assert_true(at <= bytes.size);
			}
			free(copy);
		}
}

#define SUBBUF 4096
#define RING   (64 * SUBBUF)

/*
 * What a module of DIALECT writes into the sub-buffers of one CPU, read in
 * portions: stale bytes are those of the last time round, numbers are also
 * taken by other CPUs. Every frame comes out once, and nothing else.
 */
static void relay_buffer_of(enum dialect dialect, unsigned text_max, unsigned gap_max)
{
	static char ring[RING];
	static uint32_t written[40000];
	size_t header = dialect == DIALECT_5 ? 12 : 8;
	size_t offset = 0, subbuf = 0, at = 0;
	unsigned writes = 0, reads = 0;
	uint32_t sequence = 0;
	struct frame_stream stream;

	memset(ring, 0, sizeof(ring));
	frame_stream_init(&stream, dialect, true);
	bytes.size = 0;
	while (writes < 40000) {
		char frame[600];
		uint32_t length = 1 + (uint32_t)random() % text_max;
		size_t room = SUBBUF - offset % SUBBUF;

		sequence += 1 + (uint32_t)random() % gap_max;
		if (room < header + (dialect == DIALECT_4)) {
			/* No room for a header: the frame is dropped (4), or padding written (5).
			 */
			if (dialect == DIALECT_5)
				memset(ring + subbuf * SUBBUF + offset % SUBBUF, 0, room);
			offset += room;
			sequence -= dialect == DIALECT_4;
		} else {
			size_t done = 0, size = header + length;

			memcpy(frame, "\xf0\x9f\xa9\xba", 4);
			memcpy(frame + header - 8, &sequence, 4);
			memcpy(frame + header - 4, &length, 4);
			for (uint32_t i = 0; i < length; i++)
				frame[header + i] = "0123456789 abc\n"[random() % 15];
			written[writes++] = sequence;
			while (done < size) {
				size_t part = SUBBUF - offset % SUBBUF;

				part = part < size - done ? part : size - done;
				memcpy(ring + subbuf * SUBBUF + offset % SUBBUF, frame + done,
					part);
				done += part;
				offset += part;
				if (offset % SUBBUF == 0 && done < size) {
					put(ring + subbuf * SUBBUF, SUBBUF);
					subbuf = (subbuf + 1) % (RING / SUBBUF);
					offset = 0;
				}
			}
		}
		bool full = offset % SUBBUF == 0;
		if (full || random() % 200 == 0) {
			/* Closed, when it is full or by a read. */
			put(ring + subbuf * SUBBUF, full ? SUBBUF : offset % SUBBUF);
			subbuf = (subbuf + 1) % (RING / SUBBUF);
			offset = 0;
			if (full && random() % 8)
				continue;
			for (struct frame taken;;) {
				size_t stray;

				if (!frame_next(&stream, bytes.data + at, bytes.size - at, true,
					    &taken, &stray)) {
					assert_int_equal(at + stray, bytes.size);
					break;
				}
				assert_int_equal(taken.sequence, written[reads++]);
				assert_int_equal(taken.missing, 0);
				at += frame_span(&taken);
			}
			bytes.size = at = 0;
		}
	}
	assert_int_equal(stream.stray, 0);
}

static void what_modules_write(void **state)
{
	static const unsigned gaps[] = {1, 3, 100, 5000};
	static const unsigned texts[] = {1, 12, 40, 500};

	(void)state;
	srandom(3);
	for (unsigned g = 0; g < 4; g++)
		for (unsigned t = 0; t < 4; t++) {
			relay_buffer_of(DIALECT_4, texts[t], gaps[g]);
			relay_buffer_of(DIALECT_5, texts[t], gaps[g]);
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(random_damage),
		cmocka_unit_test(what_modules_write),
	};

	return cmocka_run_group_tests_name("frame_random", tests, NULL, NULL);
}
