/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Two CPUs' files of bulk mode in memory, as tests fill them, and what is restored of them. */
#ifndef TESTS_UNIT_RESTORES_H
#define TESTS_UNIT_RESTORES_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "stream/restore.h"

#define CPUS 2u

static struct {
	char data[CPUS][1 << 16];
	struct merge_source sources[CPUS];
	struct restore_cpu cpus[CPUS];
	struct restore_step steps[RESTORE_STEPS];
	struct restore restore;
} files;

static int begin(void **state)
{
	(void)state;
	memset(&files, 0, sizeof(files));
	restore_init(&files.restore, files.sources, files.cpus, CPUS, files.steps);
	for (unsigned i = 0; i < CPUS; i++) {
		files.sources[i].buffer = files.data[i];
		files.sources[i].complete = true;
		frame_stream_init(&files.sources[i].stream, DIALECT_4, true);
		restore_begins(&files.restore, i);
	}
	return 0;
}

static void put(unsigned cpu, const void *data, size_t size)
{
	memcpy(files.data[cpu] + files.sources[cpu].end, data, size);
	files.sources[cpu].end += size;
}

static void put_header(unsigned cpu, uint32_t number, uint32_t length)
{
	if (!files.sources[cpu].end)
		files.sources[cpu].stream.last = number - 1;
	put(cpu, &number, 4);
	put(cpu, &length, 4);
}

/* SIZE bytes of a body. */
static void put_body(unsigned cpu, size_t size)
{
	memset(files.data[cpu] + files.sources[cpu].end, 'b', size);
	files.sources[cpu].end += size;
}

static inline void put_frame(unsigned cpu, uint32_t number, uint32_t length)
{
	put_header(cpu, number, length);
	put_body(cpu, length);
}

/* Frames of the numbers from FIRST to before END. */
static inline void put_frames(unsigned cpu, uint32_t first, uint32_t end, uint32_t length)
{
	for (uint32_t n = first; n < end; n++)
		put_frame(cpu, n, length);
}

/* NUMBER comes next, of CPU, with LENGTH bytes and MISSING more that are not there. */
static inline void expect(unsigned cpu, uint32_t number, uint32_t length, uint32_t missing)
{
	assert_int_equal(restore_next(&files.restore), RESTORED);
	assert_true(files.sources[files.restore.index].has_head);
	const struct frame *head = &files.sources[files.restore.index].head;
	assert_int_equal(head->sequence, number);
	assert_int_equal(files.restore.index, cpu);
	assert_int_equal(head->length, length);
	assert_int_equal(head->missing, missing);
	restore_take(&files.restore);
}

/* The numbers from FIRST to before END come next, of CPU, whole ones of LENGTH bytes. */
static inline void expect_frames(unsigned cpu, uint32_t first, uint32_t end, uint32_t length)
{
	for (uint32_t n = first; n < end; n++)
		expect(cpu, n, length, 0);
}

/* So many bytes of CPU belonged to no message, since the last look. */
static inline void expect_stray(unsigned cpu, uint64_t bytes)
{
	assert_int_equal(files.sources[cpu].stream.stray, bytes);
	files.sources[cpu].stream.stray = 0;
}

static inline void expect_end(uint64_t ambiguous)
{
	assert_int_equal(restore_next(&files.restore), RESTORE_DONE);
	assert_int_equal(files.restore.ambiguous, ambiguous);
	for (unsigned i = 0; i < CPUS; i++)
		assert_int_equal(files.sources[i].stream.stray, 0);
}

#endif
