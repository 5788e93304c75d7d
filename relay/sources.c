/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads trace files into their sources, each on its own CPU, and keeps account of what that says.
 */
#include "relay/intake_parts.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <unistd.h>

#include "common/report.h"

/* For each CPU; holds several of the largest frames. Memory is touched only as far as it is used.
 */
#define BUFFER_SIZE (512u * 1024)

/*
 * The same for the first read after attaching, in which frame_rewound() looks:
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

int intake_open(struct intake *intake, int folder, bool fresh)
{
	*intake = (struct intake){.fresh = fresh, .common.event = -1, .events = -1};
	int rc = trace_files_open(&intake->files, folder);

	if (rc)
		return rc;
	intake->count = intake->files.count;
	if (!fresh)
		trace_files_catch_up(&intake->files);
	return 0;
}

/* What can't tell is read each time. */
void intake_watch(struct intake *intake, unsigned index)
{
	struct epoll_event event = {.events = EPOLLIN, .data.u32 = index};

	if (epoll_ctl(intake->events, EPOLL_CTL_ADD, intake->files.file[index].fd, &event))
		intake->any_plain = intake->readers[index].plain = true;
}

void intake_unwatch(struct intake *intake, unsigned index)
{
	if (!intake->readers[index].plain)
		epoll_ctl(intake->events, EPOLL_CTL_DEL, intake->files.file[index].fd, NULL);
}

/* Has the trace files that are open read from now on; FRESH and REWINDS as in frame_stream. */
static void take_files(struct intake *intake, bool fresh, bool rewinds)
{
	for (unsigned i = intake->count; i < intake->files.count; i++) {
		struct merge_source *source = &intake->sources[i];

		frame_stream_init(&source->stream, intake->dialect, fresh);
		source->stream.rewinds = rewinds;
		recency_add(&intake->open, i);
		intake_watch(intake, i);
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

static int list_init(struct intake_list *list, unsigned capacity)
{
	list->index = calloc(capacity, sizeof(*list->index));
	return list->index ? 0 : -ENOMEM;
}

static int allocate(struct intake *intake, unsigned capacity)
{
	intake->sources = calloc(capacity, sizeof(*intake->sources));
	intake->readers = calloc(capacity, sizeof(*intake->readers));
	intake->polls = calloc(capacity, sizeof(*intake->polls));
	intake->looked_at = calloc(capacity, sizeof(*intake->looked_at));
	if (!intake->sources || !intake->readers || !intake->polls || !intake->looked_at ||
		list_init(&intake->active, capacity) || list_init(&intake->idle, capacity) ||
		list_init(&intake->touched, capacity))
		return -ENOMEM;
	return recency_init(&intake->open, capacity);
}

int intake_start(struct intake *intake, enum dialect dialect, enum transport transport,
	unsigned read_delay_ms, const struct intake_passing *passing)
{
	int rc = allocate(intake, intake->files.capacity);

	if (rc)
		return rc;
	intake->count = 0;
	intake->dialect = dialect;
	set_transport(intake, transport);
	intake->common.read_delay_ms = read_delay_ms;
	if (passing)
		intake_pass_on(intake, passing);
	intake->common.event = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	intake->events = epoll_create1(EPOLL_CLOEXEC);
	if (intake->common.event < 0 || intake->events < 0)
		return -errno;
	take_files(intake, intake->fresh, !intake->fresh);
	return 0;
}

int intake_look_for_more(struct intake *intake)
{
	int rc = trace_files_look_again(&intake->files);

	take_files(intake, false, false); /* its first frame may have any number */
	return rc;
}

void intake_finish(struct intake *intake, bool for_good)
{
	intake->finishing = true;
	intake->for_good = for_good;
	intake->finish_tick = next_tick(intake); /* a read that has begun is too early */
	intake->looked = false;
	/* Nothing can be half-printed any more, on whatever CPU we are. */
	if (for_good)
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
		set_transport(intake,
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

/* Reads up to WANTED bytes, for which there is room, of trace file INDEX. Returns how many came. */
static size_t read_once(struct intake *intake, unsigned index, size_t wanted)
{
	struct merge_source *source = &intake->sources[index];
	struct subbuf_read read = {.before = trace_files_produced(&intake->files, index)};

	ssize_t got = intake_give_buffer(intake, index);
	if (!got) {
		merge_compact(source);
		got = trace_files_read(&intake->files, index, source->buffer + source->end, wanted);
	}
	next_tick(intake);
	counter_add(&intake->readers[index].reads, 1);
	intake->looked = false;
	if (got < 0) {
		intake_read_failed(intake, index, (int)got);
	} else {
		trace_files_subbufs(&intake->files, index, (size_t)got, wanted, &read);
		intake_take_in(intake, index, &read, wanted);
		if (got)
			intake_note_news(intake, index);
	}
	intake_note_end(intake, index, got < (ssize_t)wanted, tick_of(intake));
	return got > 0 ? (size_t)got : 0;
}

void intake_read_here(struct intake *intake, unsigned index)
{
	size_t gathered = 0, wanted, got;

	intake_make_room(intake, index);
	do {
		wanted = intake_room(intake, index);
		got = read_once(intake, index, wanted);
		gathered += got;
	} while (got == wanted && intake_room(intake, index) >= ROOM_MIN);
	if (gathered > intake->gathered)
		intake->gathered = gathered;
	if (gathered > intake->readers[index].peak_read)
		counter_set(&intake->readers[index].peak_read, gathered);
}

/* --- The end -------------------------------------------------------------------------------- */

/* The rest of trace file INDEX. */
static void read_rest(struct intake *intake, unsigned index)
{
	struct merge_source *source = &intake->sources[index];

	while (!intake_closed(intake, index)) {
		bool raw = intake->transport != TRANSPORT_FRAMES;
		size_t wanted = raw ? 0 : merge_source_rest(source);

		if (wanted == 0)
			intake_give_up(intake, index);
		else if (wanted > intake_room(intake, index) || !read_once(intake, index, wanted))
			return;
	}
}

void intake_read_rest(struct intake *intake)
{
	unsigned next;

	for (unsigned i = recency_first(&intake->open); i != intake->open.end; i = next) {
		next = recency_next(&intake->open, i);
		read_rest(intake, i);
	}
	trace_files_go_home(&intake->files);
}

void intake_give_up_rest(struct intake *intake)
{
	unsigned index;

	intake_end_threads(intake);
	while ((index = recency_first(&intake->open)) != intake->open.end)
		intake_give_up(intake, index);
}

void intake_close(struct intake *intake)
{
	intake_end_threads(intake);
	for (unsigned i = 0; i < intake->count && intake->sources; i++)
		if (intake->sources[i].buffer)
			munmap(intake->sources[i].buffer, FIRST_SIZE);
	if (intake->common.event >= 0)
		close(intake->common.event);
	if (intake->events >= 0)
		close(intake->events);
	trace_files_close(&intake->files);
	recency_free(&intake->open);
	free(intake->active.index);
	free(intake->idle.index);
	free(intake->touched.index);
	free(intake->looked_at);
	free(intake->polls);
	free(intake->sources);
	free(intake->readers);
}
