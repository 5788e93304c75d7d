/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Damaged files of two CPUs, made at random: of numbers that are missing, messages that are cut
 * short, with a sub-buffer or elsewhere, and bytes that are none's, or pad. However they are read,
 * what is restored is the same; and what is made of each is what was recorded: to be looked at,
 * where it changes, and recorded anew by "RECORD=1 build/unit/damaged_test
 * 3>tests/unit/damaged_recorded.inc".
 */
#include <inttypes.h>
#include <stdio.h>

#include "tests/unit/restores.h"

#define STREAMS 300u
#define SUBBUF  4096u

static struct {
	uint64_t state; /* of the numbers */
	bool zeros, headers, subbufs;
	enum dialect dialect;
	char data[CPUS][1 << 16];
	size_t size[CPUS];
} made;

static uint32_t any(uint32_t below)
{
	made.state ^= made.state << 13;
	made.state ^= made.state >> 7;
	made.state ^= made.state << 17;
	return (uint32_t)(made.state >> 20) % below;
}

static void add(unsigned cpu, const void *data, size_t size)
{
	memcpy(made.data[cpu] + made.size[cpu], data, size);
	made.size[cpu] += size;
}

static void add_header(unsigned cpu, uint32_t number, uint32_t length)
{
	if (made.dialect == DIALECT_5)
		add(cpu, "\xf0\x9f\xa9\xba", 4);
	add(cpu, &number, 4);
	add(cpu, &length, 4);
}

/* SIZE bytes of a body, or of noise, within which headers with numbers from NUMBER on may stand. */
static void add_body(unsigned cpu, uint32_t number, size_t size)
{
	size_t end = made.size[cpu] + size;

	while (made.size[cpu] < end)
		if (made.headers && end - made.size[cpu] >= 12 && !any(15))
			add_header(cpu, number + any(6), 1 + any(30));
		else
			add(cpu, made.zeros ? "" : "b", 1);
}

/* How many bytes the sub-buffer of CPU has left. */
static uint32_t room(unsigned cpu)
{
	return SUBBUF - made.size[cpu] % SUBBUF;
}

/* Where a sub-buffer has no room for a header, nothing has it, or what was there. */
static void pad(unsigned cpu)
{
	uint32_t left = room(cpu);

	for (; left <= (made.dialect == DIALECT_5 ? 11 : 8) && left > 0; left--)
		add(cpu, made.dialect == DIALECT_5 ? "" : "\1", 1);
}

/* Makes files of which some messages are missing, some are cut short, and some bytes are none's. */
static void make(unsigned seed)
{
	uint32_t number = 1;
	unsigned cpu = 0;

	memset(&made, 0, sizeof(made));
	made.state = seed * UINT64_C(0x9e3779b97f4a7c15) + 1;
	made.dialect = any(3) ? DIALECT_4 : DIALECT_5;
	made.zeros = !any(3);
	made.headers = any(3) > 0;
	made.subbufs = any(2);
	for (unsigned count = 20 + any(180); count > 0; count--, number++) {
		uint32_t length = any(20) ? 1 + any(60) : 1000 + any(2000);

		cpu = any(3) ? cpu : any(CPUS);
		number += any(12) ? 0 : any(30);
		if (!any(20)) {
			add_header(cpu, any(2) ? 0x92345678 : 0x22345678, 1 + any(60));
			add_body(cpu, number, 1 + any(60));
		}
		if (!any(40))
			add_body(cpu, number, 1 + any(60));
		if (made.subbufs)
			pad(cpu);
		add_header(cpu, number, length);
		if (made.subbufs && room(cpu) < length && any(3))
			add_body(cpu, number, room(cpu));
		else
			add_body(cpu, number, any(30) ? length : 1 + any(length));
	}
}

/* What was restored, and what was told of it. */
struct result {
	unsigned count;
	struct {
		unsigned cpu;
		uint32_t number, length, missing;
	} frames[2000];
	uint64_t stray, ambiguous, holes;
};

/* More of file CPU comes into view. */
static void read_more(unsigned cpu, size_t most)
{
	struct merge_source *source = &files.sources[cpu];
	size_t taken = (size_t)stand_limit(source), left = made.size[cpu] - taken;

	assert_false(source->complete);
	merge_compact(source);
	put(cpu, made.data[cpu] + taken, most < left ? most : left);
	source->complete = most >= left;
}

/* Restores what was made, of which up to PORTION bytes are read at a time. */
static void restore_all(unsigned seed, size_t portion, struct result *result)
{
	enum restored restored;

	memset(result, 0, sizeof(*result));
	begin(NULL);
	for (unsigned i = 0; i < CPUS; i++) {
		struct merge_source *source = &files.sources[i];

		frame_stream_init(&source->stream, made.dialect, false);
		source->stream.overrun = seed & 1;
		source->complete = false;
		read_more(i, portion);
	}
	while ((restored = restore_next(&files.restore)) != RESTORE_DONE) {
		unsigned i = files.restore.index;
		const struct frame *head = &files.sources[i].head;

		if (restored == RESTORE_LACKS) {
			read_more(i, 1 + any((uint32_t)portion));
			continue;
		}
		result->frames[result->count].cpu = i;
		result->frames[result->count].number = head->sequence;
		result->frames[result->count].length = head->length;
		result->frames[result->count++].missing = head->missing;
		restore_take(&files.restore);
	}
	for (unsigned i = 0; i < CPUS; i++)
		result->stray += files.sources[i].stream.stray;
	result->ambiguous = files.restore.ambiguous;
	result->holes = files.restore.holes;
}

static void however_it_is_read(void **state)
{
	static struct result at_once, in_portions;

	(void)state;
	for (unsigned seed = 0; seed < STREAMS; seed++) {
		make(seed);
		restore_all(seed, sizeof(made.data[0]), &at_once);
		restore_all(seed, seed % 3 ? 40 : 2000, &in_portions);
		if (memcmp(&at_once, &in_portions, sizeof(at_once)) != 0)
			fail_msg("seed %u: %u messages, and %u; stray %" PRIu64 ", %" PRIu64, seed,
				at_once.count, in_portions.count, at_once.stray, in_portions.stray);
	}
}

/* --- As recorded ------------------------------------------------------------------------------ */

/* What one stream came to, and of which frames. */
struct summary {
	uint64_t messages, cut, stray, ambiguous, holes, which;
};

static const struct {
	struct summary restored, found[CPUS];
} recorded[] = {
#include "tests/unit/damaged_recorded.inc"
};

#define RECORDED (sizeof(recorded) / sizeof(recorded[0]))

/* One more message, of CPU. */
static void sum_up(
	struct summary *summary, unsigned cpu, uint32_t number, uint32_t length, uint32_t missing)
{
	const uint32_t values[] = {cpu, number, length, missing};

	summary->messages++;
	summary->cut += missing > 0;
	for (unsigned i = 0; i < 4; i++)
		summary->which = (summary->which ^ values[i]) * 1099511628211;
}

static struct summary restored_of(unsigned seed)
{
	static struct result result;
	struct summary summary = {0};

	restore_all(seed, sizeof(made.data[0]), &result);
	for (unsigned i = 0; i < result.count; i++)
		sum_up(&summary, result.frames[i].cpu, result.frames[i].number,
			result.frames[i].length, result.frames[i].missing);
	summary.stray = result.stray;
	summary.ambiguous = result.ambiguous;
	summary.holes = result.holes;
	return summary;
}

/* Takes the frames of CPU off one by one, as they come: whole, or from the middle on, or of a
 * flight recorder; PORTION bytes more come whenever that is asked for. */
static struct summary found_of(unsigned seed, unsigned cpu, size_t portion)
{
	struct summary summary = {0};
	struct frame_stream stream;
	struct frame frame;
	size_t at = 0, end = 0, stray = 0;

	frame_stream_init(&stream, made.dialect, seed % 3 != 0);
	stream.overrun = seed & 1;
	stream.rewinds = seed % 5 == 0;
	for (;;) {
		bool complete = end == made.size[cpu];

		if (frame_next(&stream, made.data[cpu] + at, end - at, complete, &frame, &stray)) {
			sum_up(&summary, frame.back, frame.sequence, frame.length, frame.missing);
			at += frame_span(&frame);
			continue;
		}
		at += stray;
		if (!stray && complete)
			break;
		if (!stray)
			end = made.size[cpu] - end > portion ? end + portion : made.size[cpu];
	}
	summary.stray = stream.stray;
	summary.ambiguous = stream.doubts;
	return summary;
}

static void print_summary(int fd, const struct summary *summary)
{
	dprintf(fd,
		"{%" PRIu64 ", %" PRIu64 ", %" PRIu64 ", %" PRIu64 ", %" PRIu64 ", %#" PRIx64 "}",
		summary->messages, summary->cut, summary->stray, summary->ambiguous, summary->holes,
		summary->which);
}

static void record(void)
{
	dprintf(3,
		"/* SPDX-License-Identifier: GPL-2.0-or-later */\n"
		"/* What damaged_test makes of each of its streams: messages, how many are cut short, "
		"stray bytes,\n * ambiguous ones, holes, and which they are; restored, and found on "
		"each CPU. */\n");
	for (unsigned seed = 0; seed < STREAMS; seed++) {
		make(seed);
		struct summary restored = restored_of(seed);
		dprintf(3, "{");
		print_summary(3, &restored);
		for (unsigned cpu = 0; cpu < CPUS; cpu++) {
			struct summary found = found_of(seed, cpu, 500);

			dprintf(3, "%s", cpu ? ", " : ", {");
			print_summary(3, &found);
		}
		dprintf(3, "}},\n");
	}
}

static void expect_summary(
	const char *what, unsigned seed, const struct summary *now, const struct summary *then)
{
	if (memcmp(now, then, sizeof(*now)) == 0)
		return;
	fprintf(stderr, "seed %u, %s: ", seed, what);
	print_summary(2, now);
	fprintf(stderr, " instead of ");
	print_summary(2, then);
	fail_msg(" (see damaged_test.c)");
}

/* In dialect 4, where nothing else tells where frames are, which there are depends on what is in
 * view; of the same frames the same bytes are stray, but in what comes again and again. */
static void however_they_come(void **state)
{
	(void)state;
	for (unsigned seed = 0; seed < STREAMS; seed++) {
		make(seed);
		for (unsigned cpu = 0; cpu < CPUS; cpu++) {
			struct summary at_once = found_of(seed, cpu, sizeof(made.data[0]));
			struct summary in_portions = found_of(seed, cpu, 37);

			if (made.dialect == DIALECT_5 ||
				(at_once.which == in_portions.which && seed % 5))
				expect_summary("found", seed, &in_portions, &at_once);
		}
	}
}

static void as_recorded(void **state)
{
	(void)state;
	if (getenv("RECORD"))
		record();
	/* A header's bytes are in another order there, and what looks like one elsewhere. */
	if (getenv("RECORD") || __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__)
		skip();
	assert_int_equal(RECORDED, STREAMS);
	for (unsigned seed = 0; seed < STREAMS; seed++) {
		make(seed);
		struct summary now = restored_of(seed);
		expect_summary("restored", seed, &now, &recorded[seed].restored);
		for (unsigned cpu = 0; cpu < CPUS; cpu++) {
			now = found_of(seed, cpu, 500);
			expect_summary("found", seed, &now, &recorded[seed].found[cpu]);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(however_it_is_read),
		cmocka_unit_test(however_they_come),
		cmocka_unit_test(as_recorded),
	};

	return cmocka_run_group_tests_name("damaged", tests, NULL, NULL);
}
