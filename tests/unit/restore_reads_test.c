/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Damaged files of two CPUs, read at once and in small portions: what is restored is the same. */
#include <inttypes.h>

#include "tests/unit/restores.h"

#define STREAMS 150u

/* What was restored, and what was told of it. */
struct result {
	unsigned count;
	struct {
		unsigned cpu;
		uint32_t number, length, missing;
	} frames[400];
	uint64_t stray, ambiguous, holes;
};

static struct {
	uint64_t state; /* of the numbers */
	bool zeros, headers;
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
		add_header(cpu, number, length);
		add_body(cpu, number, any(30) ? length : 1 + any(length));
	}
}

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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(however_it_is_read),
	};

	return cmocka_run_group_tests_name("restore_reads", tests, NULL, NULL);
}
