/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads trace files into their sources, each on its own CPU, and keeps account of what that says.
 */
#include "relay/intake.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "common/report.h"

/* For each CPU; holds several of the largest frames. Memory is touched only as far as it is used.
 */
#define BUFFER_SIZE (512u * 1024)

/*
 * The same for the first read after attaching, in which frame_rewound() looks:
 * more than the smallest relay buffer (-b 1 is 1 MB).
 */
#define FIRST_SIZE (1024u * 1024 + ROOM_MIN)

/* A read into less room than this is not worth its sub-buffer. */
#define ROOM_MIN (128u * 1024)

/*
 * No relay buffer is smaller than twice this (-b 1 is 1 MB), so until that much
 * was read since it was seen empty, it cannot have been full.
 */
#define OVERRUN_MIN (512u * 1024)

int intake_open(struct intake *intake, int folder, bool fresh)
{
	*intake = (struct intake){.fresh = fresh};
	int rc = trace_files_open(&intake->files, folder);

	if (rc)
		return rc;
	intake->count = intake->files.count;
	if (!fresh)
		trace_files_catch_up(&intake->files);
	return 0;
}

/* Has the trace files that are open read from now on; FRESH and REWINDS as in frame_stream. */
static void take_files(struct intake *intake, bool fresh, bool rewinds)
{
	for (unsigned i = intake->count; i < intake->files.count; i++) {
		struct merge_source *source = &intake->sources[i];

		frame_stream_init(&source->stream, intake->dialect, fresh);
		source->stream.rewinds = rewinds;
	}
	intake->count = intake->files.count;
}

static void set_transport(struct intake *intake, enum transport transport)
{
	intake->transport = transport;
	/* One that is for all CPUs is read on whichever. */
	if (transport == TRANSPORT_RAW && intake->files.count == 1)
		intake->files.only_cpu = true;
}

int intake_start(struct intake *intake, enum dialect dialect, enum transport transport)
{
	unsigned capacity = intake->files.capacity;

	intake->count = 0;
	intake->dialect = dialect;
	set_transport(intake, transport);
	intake->sources = calloc(capacity, sizeof(*intake->sources));
	intake->readers = calloc(capacity, sizeof(*intake->readers));
	if (!intake->sources || !intake->readers)
		return -ENOMEM;
	take_files(intake, intake->fresh, !intake->fresh);
	return 0;
}

int intake_look_for_more(struct intake *intake)
{
	int rc = trace_files_look_again(&intake->files);

	take_files(intake, false, false); /* its first frame may have any number */
	return rc;
}

void intake_finish(struct intake *intake)
{
	intake->finishing = true;
	intake->finish_tick = intake->tick;
}

bool intake_closed(const struct intake *intake, unsigned index)
{
	return intake->readers[index].done ||
	       (intake->finishing && intake->sources[index].seen_empty > intake->finish_tick);
}

unsigned intake_closed_count(const struct intake *intake)
{
	unsigned count = 0;

	for (unsigned i = 0; i < intake->count; i++)
		count += intake_closed(intake, i);
	return count;
}

/*
 * It was empty at tick WHEN: that of the read that found its end, or of the
 * poll, which came before all reads of its round.
 */
static void saw_empty(struct intake *intake, unsigned index, uint64_t when)
{
	struct merge_source *source = &intake->sources[index];

	source->complete = true;
	source->seen_empty = when;
	if (intake_closed(intake, index))
		source->seen_empty = UINT64_MAX; /* and stays so */
}

void intake_give_up(struct intake *intake, unsigned index)
{
	intake->readers[index].done = true;
	saw_empty(intake, index, intake->tick);
}

/* True when what comes next of SOURCE begins with what the module kept until we attached. */
static bool is_first(const struct merge_source *source)
{
	return source->stream.rewinds && !source->filled;
}

static size_t room(const struct intake *intake, const struct merge_source *source)
{
	size_t size = is_first(source) ? FIRST_SIZE : BUFFER_SIZE;
	size_t used = source->end - source->begin;

	size_t left = used < size ? size - used : 0;

	/* While a raw file is read nothing can be printed to it: that may not take long. */
	return intake->transport == TRANSPORT_RAW && left > ROOM_MIN ? ROOM_MIN : left;
}

bool intake_may_read(const struct intake *intake, unsigned index)
{
	return !intake_closed(intake, index) && room(intake, &intake->sources[index]) >= ROOM_MIN;
}

/* Gives SOURCE its buffer, when it is read for the first time. Returns 0 or -errno. */
static int give_buffer(struct merge_source *source)
{
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

/* Takes note of GOT bytes that a read brought. */
static void take_in(struct intake *intake, unsigned index, size_t got)
{
	struct merge_source *source = &intake->sources[index];
	struct intake_reader *reader = &intake->readers[index];
	bool first = is_first(source);

	source->end += got;
	source->filled = intake->tick;
	reader->since_empty += got;
	source->stream.overrun = reader->since_empty >= OVERRUN_MIN;
	if (source->stream.overrun)
		reader->overrun = true;
	if (intake->transport == TRANSPORT_UNKNOWN)
		set_transport(intake,
			raw_guess(source->buffer + source->begin, source->end - source->begin));
	if (first && intake->transport == TRANSPORT_FRAMES)
		source->begin += frame_rewound(&source->stream, source->buffer + source->begin,
			source->end - source->begin);
}

/* Reads up to WANTED bytes, for which there is room, of trace file INDEX. Returns how many came. */
static size_t read_once(struct intake *intake, unsigned index, size_t wanted)
{
	struct merge_source *source = &intake->sources[index];
	const struct trace_file *file = &intake->files.file[index];
	struct subbuf_read read = {.before = trace_files_produced(&intake->files, index)};

	ssize_t got = give_buffer(source);
	if (!got) {
		merge_compact(source);
		got = trace_files_read(&intake->files, index, source->buffer + source->end, wanted);
	}
	intake->tick++;
	counter_add(&intake->reads, 1);
	if (got >= 0) {
		trace_files_subbufs(&intake->files, index, (size_t)got, wanted, &read);
		frame_stream_read(&source->stream, &read);
	}
	if (got < 0) {
		report_error("Couldn't read the relay buffer of CPU %u: %s", file->cpu,
			strerror((int)-got));
		intake->readers[index].done = true;
		intake->failed = true;
	} else if (got > 0) {
		take_in(intake, index, (size_t)got);
	}
	/* Of a file that others may be printing to only a poll tells that it is empty. */
	bool proven = !file->exposed || intake->finishing || got < 0;
	if (got < (ssize_t)wanted && proven)
		saw_empty(intake, index, intake->tick);
	else
		source->complete = false;
	return got > 0 ? (size_t)got : 0;
}

/* Reads one trace file until it is empty or the buffer is full. */
static void read_trace_file(struct intake *intake, unsigned index)
{
	struct merge_source *source = &intake->sources[index];
	size_t gathered = 0, wanted, got;

	if (source->complete && source->begin == source->end) {
		intake->readers[index].since_empty = 0;
		source->stream.rewinds = false;
	}
	do {
		wanted = room(intake, source);
		got = read_once(intake, index, wanted);
		gathered += got;
	} while (got == wanted && room(intake, source) >= ROOM_MIN);
	if (gathered > intake->gathered)
		intake->gathered = gathered;
	if (gathered > intake->peak_read)
		intake->peak_read = gathered;
}

void intake_look(struct intake *intake)
{
	intake->tick++;
}

void intake_read_ready(struct intake *intake, const struct pollfd *polls)
{
	uint64_t polled = intake->tick;

	intake->gathered = 0;
	for (unsigned i = 0; i < intake->count; i++) {
		if (polls[i].fd < 0)
			continue;
		if (polls[i].revents || intake->finishing || intake_takes_turns(intake))
			read_trace_file(intake, i);
		else
			saw_empty(intake, i, polled);
	}
	trace_files_go_home(&intake->files);
}

/* The rest of trace file INDEX. */
static void read_rest(struct intake *intake, unsigned index)
{
	struct merge_source *source = &intake->sources[index];

	while (!intake_closed(intake, index)) {
		bool raw = intake->transport != TRANSPORT_FRAMES;
		size_t wanted = raw ? 0 : merge_source_rest(source);

		if (wanted == 0)
			intake_give_up(intake, index);
		else if (wanted > room(intake, source) || !read_once(intake, index, wanted))
			return;
	}
}

void intake_read_rest(struct intake *intake)
{
	for (unsigned i = 0; i < intake->count; i++)
		read_rest(intake, i);
	trace_files_go_home(&intake->files);
}

void intake_close(struct intake *intake)
{
	for (unsigned i = 0; i < intake->count && intake->sources; i++)
		if (intake->sources[i].buffer)
			munmap(intake->sources[i].buffer, FIRST_SIZE);
	trace_files_close(&intake->files);
	free(intake->sources);
	free(intake->readers);
}
