/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the tests of looks ahead have at hand: two CPUs' files in memory, and frames at places of
 * them. */
#ifndef TESTS_UNIT_LOOKS_H
#define TESTS_UNIT_LOOKS_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "stream/look.h"
#include "stream/restore.h"
#include "stream/view.h"

#define CPUS 2u

/* Of its bytes, shifted, no other header can be read. */
#define FIRST 0x3000000u

static struct {
	char data[CPUS][1 << 17];
	struct merge_source sources[CPUS];
	struct restore_cpu cpus[CPUS];
	struct restore_step steps[RESTORE_STEPS];
	struct restore restore;
} files;

static struct restore *const restore = &files.restore;
static struct merge_source *const sources = files.sources;

/* Two files of dialect 4 that are all there, of bytes that are no header; each frame has its own of
 * 8 bytes. */
static inline int begin(void **state)
{
	(void)state;
	memset(&files, 0, sizeof(files) - sizeof(files.steps) - sizeof(files.restore));
	memset(files.data, 0xff, sizeof(files.data));
	restore_init(restore, sources, files.cpus, CPUS, files.steps);
	for (unsigned i = 0; i < CPUS; i++) {
		sources[i].buffer = files.data[i];
		sources[i].complete = true;
		frame_stream_init(&sources[i].stream, DIALECT_4, true);
		restore_begins(restore, i);
	}
	return 0;
}

static inline size_t put(unsigned cpu, size_t at, uint32_t n, uint32_t length)
{
	memcpy(files.data[cpu] + at, &(uint32_t){FIRST + n}, 4);
	memcpy(files.data[cpu] + at + 4, &length, 4);
	return at + 8 + length;
}

/* COUNT frames of CPU from AT on, the first of number FIRST + N, each STEP further. Returns where
 * they end. */
static inline size_t put_frames(unsigned cpu, size_t at, uint32_t n, uint32_t step, unsigned count)
{
	for (unsigned i = 0; i < count; i++)
		at = put(cpu, at, n + i * step, 24);
	return at;
}

static inline struct stand_place place(size_t at, uint32_t n, uint32_t length)
{
	return (struct stand_place){.at = at, .behind = at, .number = FIRST + n, .length = length};
}

#endif
