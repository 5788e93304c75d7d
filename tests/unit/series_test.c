/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which files are of one CPU and in which order, which dialect they are of, and one stream out of
 * them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "stap-merge/series.h"

static char data[1 << 20];
static size_t size;

static void put_frame(enum dialect dialect, uint32_t sequence, const char *body, uint32_t length)
{
	if (dialect == DIALECT_5) {
		memcpy(data + size, "\xf0\x9f\xa9\xba", 4);
		size += 4;
	}
	memcpy(data + size, &sequence, 4);
	memcpy(data + size + 4, &length, 4);
	memcpy(data + size + 8, body, length);
	size += 8 + length;
}

static void names_of_later_files(void **state)
{
	static const struct {
		const char *name;
		const char *shared;
		long number;
	} cases[] = {
		{"out_cpu0.7", "out_cpu0", 7},
		{"out_cpu12.10", "out_cpu12", 10},
		{"stpd_cpu0", "stpd_cpu0", -1},
		{"stpd_cpu0.1", "stpd_cpu0", 1},
		{"out_3.2", "out_3", 2},
		{"out_3", "out_3", -1},
		{"a.1_0", "a.1_0", -1},
		{"a.1_0.2", "a.1_0", 2},
		/* Not ours: each is a CPU of its own. */
		{"trace.0", "trace.0", -1},
		{"trace0.1", "trace0.1", -1},
		{"cpu0.1", "cpu0.1", -1},
		{"out_cpu.1", "out_cpu.1", -1},
		{"out_cpu0.", "out_cpu0.", -1},
		{"out_cpu0.x1", "out_cpu0.x1", -1},
		{".1", ".1", -1},
		{"1", "1", -1},
		{"", "", -1},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		long number;

		assert_int_equal(series_name(cases[i].name, &number), strlen(cases[i].shared));
		assert_int_equal(number, cases[i].number);
	}
	assert_true(series_same("d/out_0", "d/out_0.1"));
	assert_false(series_same("d/out_0", "d/out_00"));
	/* What SIGUSR2 has stapio write behind FILE_0. */
	assert_true(series_same("d/out_0", "d/out_cpu0.1"));
	assert_true(series_same("d/out_12.zst", "d/out_cpu12.3"));
	assert_true(series_same("stpd_cpu0", "stpd_cpu0.1"));
	assert_false(series_same("out_1", "out_cpu0.1"));
	assert_false(series_same("outcpu0", "out0"));
	assert_false(series_same("out_cpu", "out_"));
	assert_true(series_compare(&(struct series_file){.name = "o_cpu0"},
			    &(struct series_file){.name = "o_0"}) != 0);
	assert_true(series_same("d/out_0.zst", "d/out_0.1.zst"));
	assert_true(series_same("d/out_cpu0.2", "d/out_cpu0.1.zst"));
	assert_false(series_same("d/out_0.zst", "d/out_1.zst"));
	assert_false(series_same("d/out_cpu0.1", "e/out_cpu0.1"));
}

/* As written, not as a shell sorts them. */
static void files_of_a_cpu_in_order(void **state)
{
	struct series_file files[] = {
		{"o_1.1", 0}, {"o_cpu0.10", 1}, {"o_0", 2}, {"o_1.zst", 3}, {"o_cpu0.9.zst", 4}};
	static const char *const sorted[] = {
		"o_0", "o_cpu0.9.zst", "o_cpu0.10", "o_1.zst", "o_1.1"};

	(void)state;
	qsort(files, 5, sizeof(files[0]), series_compare);
	for (size_t i = 0; i < 5; i++)
		assert_string_equal(files[i].name, sorted[i]);
}

/* As it was written comes first. */
static void forms_of_a_file(void **state)
{
	struct series_file files[] = {
		{"o_0.1.zst.part", 0}, {"o_0.1.zst", 1}, {"o_0.2", 2}, {"o_0.1", 3}};
	static const char *const sorted[] = {"o_0.1", "o_0.1.zst", "o_0.1.zst.part", "o_0.2"};

	(void)state;
	qsort(files, 4, sizeof(files[0]), series_compare);
	for (size_t i = 0; i < 4; i++) {
		assert_string_equal(files[i].name, sorted[i]);
		assert_int_equal(series_same_file("o_0.1.zst", sorted[i]), i < 3);
	}
	assert_false(series_same_file("o_0", "o_1.zst"));
	assert_false(series_same_file("o_0.1.part", "o_0.1"));
}

static void dialect_of_a_stream(void **state)
{
	static const enum dialect dialects[] = {DIALECT_4, DIALECT_5};

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		for (uint32_t length = 1; length < 40; length++) {
			char body[40];

			/* What a script prints may look like the other dialect's. */
			memset(body, 'x', sizeof(body));
			if (length > 4)
				memcpy(body, "\xf0\x9f\xa9\xba", 4);
			for (unsigned frames = 1; frames < 4; frames++) {
				size = 0;
				for (uint32_t s = 1; s <= frames; s++)
					put_frame(dialects[i], s, body, length);
				assert_int_equal(series_dialect(data, size), dialects[i]);
			}
			/* From within the first frame on, as a flight recorder begins. */
			assert_int_equal(series_dialect(data + 9, size - 9), dialects[i]);
		}
	}
}

/* Frames that straddle the files, and one larger than the first buffer. */
static void one_stream_of_several_files(void **state)
{
	static const enum dialect dialects[] = {DIALECT_4, DIALECT_5};
	static char body[100000];
	char names[3][32];
	struct series_file files[3];

	(void)state;
	memset(body, 'y', sizeof(body));
	for (size_t d = 0; d < 2; d++) {
		struct series series = {.files = files, .count = 3, .input.fd = -1};
		struct merge_source source = {0};
		uint32_t sequence = 0;

		size = 0;
		for (uint32_t s = 1; s <= 900; s++)
			put_frame(dialects[d], s, body, s == 500 ? sizeof(body) : 100);
		for (unsigned i = 0; i < 3; i++) {
			size_t from = size * i / 3, to = size * (i + 1) / 3;

			strcpy(names[i], "/tmp/series_test.XXXXXX");
			int fd = mkstemp(names[i]);
			assert_int_equal(write(fd, data + from, to - from), to - from);
			close(fd);
			files[i] = (struct series_file){names[i], i};
		}
		assert_true(series_open(&series));
		for (;;) {
			while (!merge_find_head(&source) && !source.complete)
				assert_true(series_read(&series, &source));
			if (!merge_find_head(&source))
				break;
			assert_int_equal(source.head.sequence, ++sequence);
			assert_int_equal(source.head.missing, 0);
			merge_drop_head(&source);
		}
		assert_int_equal(sequence, 900);
		assert_int_equal(series.bytes, size);
		assert_int_equal(source.stream.stray, 0);
		assert_int_equal(source.stream.dialect, dialects[d]);
		series_close(&series, &source);
		for (unsigned i = 0; i < 3; i++)
			unlink(names[i]);
	}
}

static void what_a_file_begins_with(void **state)
{
	static const enum dialect dialects[] = {DIALECT_4, DIALECT_5};
	struct series_head head;

	(void)state;
	for (size_t d = 0; d < 2; d++) {
		size_t need = d ? 12 : 8;

		size = 0;
		put_frame(dialects[d], 70, "abcd", 4);
		put_frame(dialects[d], 71, "efgh", 4);
		for (size_t seen = 0; seen <= size; seen++) {
			assert_int_equal(series_begins(data, seen, &head), seen >= need);
			if (seen < need)
				continue;
			assert_int_equal(head.dialect, dialects[d]);
			assert_int_equal(head.number, 70);
		}
		/* The rest of a message that began in the file before. */
		assert_false(series_begins(data + need + 1, size - need - 1, &head));
		size = 0;
		put_frame(dialects[d], 1, "", 0);
		assert_false(series_begins(data, size, &head));
	}
	/* Without a magic, what follows has to be a frame, too. */
	size = 0;
	put_frame(DIALECT_4, 70, "abcd", 4);
	put_frame(DIALECT_4, 70, "efgh", 4);
	assert_false(series_begins(data, size, &head));
	size = 0;
	for (uint32_t s = 1; s <= 16; s++)
		put_frame(DIALECT_4, s, "abcd", 4);
	memset(data + size, 'x', 100);
	assert_true(series_begins(data, size + 100, &head));
	assert_false(series_begins(data + 12, size - 12 + 100, &head));
}

/* Two runs, an empty file between: one stream for each. */
static void a_file_of_a_later_run_pends(void **state)
{
	char names[3][32];
	struct series_file files[3];
	struct series series = {.files = files, .count = 3, .input.fd = -1};
	struct merge_source source = {0};

	(void)state;
	for (unsigned i = 0; i < 3; i++) {
		strcpy(names[i], "/tmp/series_test.XXXXXX");
		int fd = mkstemp(names[i]);
		size = 0;
		put_frame(DIALECT_5, i == 0 ? 1 : 40, "abcd", 4);
		assert_int_equal(write(fd, data, i == 1 ? 0 : size), i == 1 ? 0 : size);
		close(fd);
		files[i] = (struct series_file){names[i], i};
	}
	assert_true(series_open(&series));
	assert_true(series_read(&series, &source));
	assert_true(source.complete);
	assert_int_equal(source.end, size);
	assert_true(series.pends);
	assert_int_equal(series.first.number, 40);
	assert_int_equal(series.first.dialect, DIALECT_5);
	assert_int_equal(series.empties, 1);
	series_renew(&series, &source);
	assert_true(series.pends);
	assert_int_equal(series.empties, 1);
	/* A run that nothing was read of has the empty file. */
	series_renew(&series, &source);
	assert_int_equal(series.empties, 0);
	assert_true(series_read(&series, &source));
	assert_false(series.pends);
	assert_true(source.complete);
	assert_true(merge_find_head(&source));
	assert_int_equal(source.head.sequence, 40);
	series_close(&series, &source);
	for (unsigned i = 0; i < 3; i++)
		unlink(names[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_of_later_files),
		cmocka_unit_test(files_of_a_cpu_in_order),
		cmocka_unit_test(forms_of_a_file),
		cmocka_unit_test(dialect_of_a_stream),
		cmocka_unit_test(one_stream_of_several_files),
		cmocka_unit_test(what_a_file_begins_with),
		cmocka_unit_test(a_file_of_a_later_run_pends),
	};

	return cmocka_run_group_tests_name("series", tests, NULL, NULL);
}
