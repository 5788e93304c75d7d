/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What was read of a trace file, and what that says: its buffer, its source, and its account. */
#include "relay/intake_parts.h"

#include <errno.h>
#include <string.h>
#include <sys/mman.h>

#include "common/report.h"

/* A CPU's buffer: several of the largest frames. Its memory is touched only as far as it is used.
 */
#define BUFFER_SIZE (512u * 1024)

/*
 * A CPU's buffer for the first read after attaching, in which frame_rewound() looks:
 * more than the smallest relay buffer (-b 1 is 1 MB).
 */
#define FIRST_SIZE (1024u * 1024 + ROOM_MIN)

/*
 * No relay buffer is smaller than twice this (-b 1 is 1 MB), so until that much
 * was read since it was seen empty, it cannot have been full.
 */
#define OVERRUN_MIN (512u * 1024)

/*
 * Buffers of all CPUs together keep as much memory when nothing is in them, and each
 * as much in any case: what a burst has taken comes back where there are many CPUs.
 */
#define USED_MAX (8u * 1024 * 1024)
#define USED_MIN (16u * 1024)

void intake_set_transport(struct intake *intake, enum transport transport)
{
	intake->transport = transport;
	/* A trace file that is for all CPUs is read on whichever. */
	if (transport == TRANSPORT_RAW && intake->files.count == 1)
		intake->files.only_cpu = true;
}

void intake_touch(struct intake *intake, unsigned index)
{
	if (intake->readers[index].touched)
		return;
	intake->readers[index].touched = true;
	intake_list_add(&intake->touched, index);
}

void intake_settle(struct intake *intake, bool (*keep)(const void *context, unsigned index),
	const void *context)
{
	unsigned count = intake->touched.count;

	intake->touched.count = 0;
	for (unsigned i = 0; i < count; i++) {
		unsigned index = intake->touched.index[i];

		intake->readers[index].touched = keep(context, index);
		if (intake->readers[index].touched)
			intake_list_add(&intake->touched, index);
	}
}

/* True when what comes next of SOURCE begins with what the module kept until we attached. */
static bool is_first(const struct merge_source *source)
{
	return source->stream.rewinds && !source->filled;
}

size_t intake_room(const struct intake *intake, unsigned index)
{
	const struct merge_source *source = &intake->sources[index];
	size_t size = is_first(source) ? FIRST_SIZE : BUFFER_SIZE;
	size_t used = source->end - source->begin;
	size_t left = used < size ? size - used : 0;

	/* While one of an old module is read nothing can be printed to it: that may not take long.
	 */
	return intake->transport != TRANSPORT_UNKNOWN && intake_takes_turns(intake) &&
			       left > ROOM_MIN
		       ? ROOM_MIN
		       : left;
}

bool intake_may_read(const struct intake *intake, unsigned index)
{
	return !intake_closed(intake, index) && intake_room(intake, index) >= ROOM_MIN;
}

int intake_give_buffer(struct intake *intake, unsigned index)
{
	struct merge_source *source = &intake->sources[index];

	if (source->buffer)
		return 0;
	char *buffer = mmap(NULL, FIRST_SIZE, PROT_READ | PROT_WRITE,
		MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	if (buffer == MAP_FAILED)
		return -errno;
	/* The first byte of four of them would take a huge page. */
	madvise(buffer, FIRST_SIZE, MADV_NOHUGEPAGE);
	source->buffer = buffer;
	return 0;
}

/* Gives back the memory of an empty buffer that held much, when all together are large. */
static void save_memory(struct intake *intake, unsigned index)
{
	const struct merge_source *source = &intake->sources[index];
	struct intake_reader *reader = &intake->readers[index];

	if (intake->used <= USED_MAX || source->end > 0 || reader->used <= USED_MIN)
		return;
	/* All of it: a file system may have touched more than it brought. */
	madvise(source->buffer + USED_MIN, FIRST_SIZE - USED_MIN, MADV_DONTNEED);
	intake->used -= reader->used - USED_MIN;
	reader->used = USED_MIN;
}

/* What was known to be there has been parsed: what comes cannot have waited since before that. */
static void begin_anew(struct intake *intake, unsigned index)
{
	struct merge_source *source = &intake->sources[index];

	if (source->complete && source->begin == source->end) {
		intake->readers[index].since_empty = 0;
		source->stream.rewinds = false;
	}
}

void intake_make_room(struct intake *intake, unsigned index)
{
	begin_anew(intake, index);
	merge_compact(&intake->sources[index]);
	save_memory(intake, index);
}

void intake_take_in(
	struct intake *intake, unsigned index, const struct subbuf_read *read, size_t wanted)
{
	struct merge_source *source = &intake->sources[index];
	struct intake_reader *reader = &intake->readers[index];
	/* Of less than half of the smallest relay buffer nothing was overwritten: nothing older
	 * comes behind what is newer. */
	if (read->closed && read->closed < read->least / 2)
		source->stream.rewinds = false;
	bool first = is_first(source);

	frame_stream_read(&source->stream, read);
	source->complete = read->bytes < wanted && !intake->files.file[index].exposed;
	if (!read->bytes)
		return;
	source->end += read->bytes;
	source->filled = tick_of(intake);
	if (source->end > reader->used) {
		intake->used += source->end - reader->used;
		reader->used = source->end;
	}
	reader->since_empty += read->bytes;
	source->stream.overrun = reader->since_empty >= OVERRUN_MIN;
	if (source->stream.overrun)
		reader->overrun = true;
	if (intake->transport == TRANSPORT_UNKNOWN)
		intake_set_transport(intake,
			raw_guess(source->buffer + source->begin, source->end - source->begin));
	if (first && intake->transport == TRANSPORT_FRAMES)
		source->begin += frame_rewound(&source->stream, source->buffer + source->begin,
			source->end - source->begin);
}

void intake_note_news(struct intake *intake, unsigned index)
{
	intake_touch(intake, index);
	if (!intake->readers[index].closed)
		recency_renew(&intake->open, index);
}

void intake_read_failed(struct intake *intake, unsigned index, int error)
{
	report_error("Couldn't read the relay buffer of CPU %u: %s", intake->files.file[index].cpu,
		strerror(-error));
	intake->readers[index].done = true;
	intake->failed = true;
}

void intake_free_buffers(struct intake *intake)
{
	for (unsigned i = 0; i < intake->count && intake->sources; i++)
		if (intake->sources[i].buffer)
			munmap(intake->sources[i].buffer, FIRST_SIZE);
}
