/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads trace files into their sources, each on its own CPU, and keeps account of what that says.
 */
#include "relay/intake.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <unistd.h>

#include "common/await.h"
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

static uint64_t tick_of(const struct intake *intake)
{
	return atomic_load_explicit(&intake->common.tick, memory_order_relaxed);
}

/* A read or look begins or is over: the threads see which of them came before theirs. */
static uint64_t next_tick(struct intake *intake)
{
	return atomic_fetch_add(&intake->common.tick, 1) + 1;
}

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

/* Has EVENTS tell when trace file INDEX has something. What can't tell is read each time. */
static void watch(struct intake *intake, unsigned index)
{
	struct epoll_event event = {.events = EPOLLIN, .data.u32 = index};

	if (epoll_ctl(intake->events, EPOLL_CTL_ADD, intake->files.file[index].fd, &event))
		intake->any_plain = intake->readers[index].plain = true;
}

static void unwatch(struct intake *intake, unsigned index)
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
		watch(intake, i);
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

int intake_start(struct intake *intake, enum dialect dialect, enum transport transport,
	unsigned read_delay_ms)
{
	unsigned capacity = intake->files.capacity;

	intake->count = 0;
	intake->dialect = dialect;
	set_transport(intake, transport);
	intake->sources = calloc(capacity, sizeof(*intake->sources));
	intake->readers = calloc(capacity, sizeof(*intake->readers));
	intake->active = calloc(capacity, sizeof(*intake->active));
	intake->polls = calloc(capacity, sizeof(*intake->polls));
	if (!intake->sources || !intake->readers || !intake->active || !intake->polls)
		return -ENOMEM;
	intake->common.read_delay_ms = read_delay_ms;
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

void intake_finish(struct intake *intake)
{
	intake->finishing = true;
	intake->finish_tick = next_tick(intake); /* a read that has begun is too early */
	for (unsigned i = 0; i < intake->active_count; i++)
		if (intake->readers[intake->active[i]].asked)
			reader_hurry(intake->readers[intake->active[i]].thread);
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
	saw_empty(intake, index, tick_of(intake));
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
	source->filled = tick_of(intake);
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

static void read_failed(struct intake *intake, unsigned index, int error)
{
	report_error("Couldn't read the relay buffer of CPU %u: %s", intake->files.file[index].cpu,
		strerror(-error));
	intake->readers[index].done = true;
	intake->failed = true;
}

/* Trace file INDEX was read to its end, or was not; if so, that was found at tick WHEN. */
static void note_end(struct intake *intake, unsigned index, bool end, uint64_t when)
{
	/* Of a file that others may be printing to only a poll tells that it is empty. */
	bool proven = !intake->files.file[index].exposed || intake->finishing ||
		      intake->readers[index].done;

	if (end && proven)
		saw_empty(intake, index, when);
	else
		intake->sources[index].complete = false;
}

/* Reads up to WANTED bytes, for which there is room, of trace file INDEX. Returns how many came. */
static size_t read_once(struct intake *intake, unsigned index, size_t wanted)
{
	struct merge_source *source = &intake->sources[index];
	struct subbuf_read read = {.before = trace_files_produced(&intake->files, index)};

	ssize_t got = give_buffer(source);
	if (!got) {
		merge_compact(source);
		got = trace_files_read(&intake->files, index, source->buffer + source->end, wanted);
	}
	next_tick(intake);
	counter_add(&intake->reads, 1);
	intake->looked = false;
	if (got >= 0) {
		trace_files_subbufs(&intake->files, index, (size_t)got, wanted, &read);
		frame_stream_read(&source->stream, &read);
	}
	if (got < 0)
		read_failed(intake, index, (int)got);
	else if (got > 0)
		take_in(intake, index, (size_t)got);
	note_end(intake, index, got < (ssize_t)wanted, tick_of(intake));
	return got > 0 ? (size_t)got : 0;
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

/* Reads one trace file until it is empty or the buffer is full. */
static void read_trace_file(struct intake *intake, unsigned index)
{
	const struct merge_source *source = &intake->sources[index];
	size_t gathered = 0, wanted, got;

	begin_anew(intake, index);
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

/* --- Threads -------------------------------------------------------------------------------- */

int intake_answers(const struct intake *intake)
{
	return intake->common.event;
}

int intake_news(const struct intake *intake)
{
	return intake->events;
}

/* Takes in ANSWER of the thread of trace file INDEX. */
static void take_answer(struct intake *intake, unsigned index, const struct reader_answer *answer)
{
	struct intake_reader *reader = &intake->readers[index];

	next_tick(intake);
	counter_add(&intake->reads, 1);
	counter_set(&reader->late_us, reader_late_us(reader->thread));
	counter_set(&reader->wakeups, reader_wakeups(reader->thread));
	intake->looked = false;
	reader->asked = false;
	if (answer->error)
		read_failed(intake, index, answer->error);
	else
		frame_stream_read(&intake->sources[index].stream, &answer->read);
	if (answer->got)
		take_in(intake, index, answer->got);
	if (answer->got > intake->peak_read)
		intake->peak_read = answer->got;
	/* It was empty behind what came, at some time after the tick that the thread saw. */
	note_end(intake, index, answer->got < reader->wanted, answer->tick + 1);
}

bool intake_collect(struct intake *intake)
{
	struct reader_answer answer;
	eventfd_t ignored;
	bool any = false;

	eventfd_read(intake->common.event, &ignored);
	for (unsigned i = 0; i < intake->active_count; i++) {
		unsigned index = intake->active[i];

		if (!reader_collect(intake->readers[index].thread, &answer))
			continue;
		take_answer(intake, index, &answer);
		any = true;
	}
	return any;
}

void intake_ask(struct intake *intake, unsigned index)
{
	struct merge_source *source = &intake->sources[index];
	struct intake_reader *reader = &intake->readers[index];

	if (!reader->thread || reader->asked)
		return;
	reader->asked = true;
	begin_anew(intake, index);
	merge_compact(source);
	reader->wanted = room(intake, source);
	reader_ask(reader->thread, source->buffer + source->end, reader->wanted, intake->finishing);
}

/* Has a thread read trace file INDEX from now on. False when there can be none. */
static bool start_thread(struct intake *intake, unsigned index)
{
	struct intake_reader *reader = &intake->readers[index];

	if (intake->transport != TRANSPORT_FRAMES || reader->plain || intake->ended ||
		give_buffer(&intake->sources[index]))
		return false;
	reader->thread = reader_start(&intake->common, &intake->files, index);
	if (!reader->thread)
		return false;
	unwatch(intake, index);
	intake->active[intake->active_count++] = index;
	intake_ask(intake, index);
	return true;
}

void intake_read_news(struct intake *intake, bool (*readable)(const void *context, unsigned index),
	const void *context)
{
	bool all = intake->finishing || intake->any_plain || intake_takes_turns(intake);
	struct epoll_event events[64];
	int count = all ? 0 : epoll_wait(intake->events, events, 64, 0);

	intake->gathered = 0;
	for (int i = 0; i < count; i++) {
		unsigned index = events[i].data.u32;

		if (readable(context, index) && !start_thread(intake, index))
			read_trace_file(intake, index);
	}
	for (unsigned i = 0; all && i < intake->count; i++)
		if (!intake->readers[i].thread && readable(context, i))
			read_trace_file(intake, i);
	trace_files_go_home(&intake->files);
}

/* True when trace file INDEX has to be looked at: nothing is known to come next of it. */
static bool is_in_question(const struct intake *intake, unsigned index)
{
	return !intake->sources[index].has_head && !intake_closed(intake, index);
}

/*
 * Looks at COUNT trace files, POLLS says which as data of what is polled. True when
 * all are empty.
 */
static bool look_at(struct intake *intake, const unsigned *indices, unsigned count, uint64_t tick)
{
	bool empty = true;

	for (unsigned i = 0; i < count; i++)
		intake->polls[i] = (struct pollfd){
			.fd = intake->files.file[indices ? indices[i] : i].fd,
			.events = POLLIN,
		};
	for (unsigned i = 0; i < count; i++) {
		unsigned index = indices ? indices[i] : i;

		if (!is_in_question(intake, index) || (!indices && intake->readers[index].thread))
			intake->polls[i].fd = -1;
	}
	if (await(intake->polls, count, 0) < 0)
		return false;
	for (unsigned i = 0; i < count; i++) {
		unsigned index = indices ? indices[i] : i;
		const struct reader *thread = intake->readers[index].thread;

		if (intake->polls[i].fd < 0)
			continue;
		/* What a thread has read and we have not got is in the file no more. */
		if (!intake->polls[i].revents && (!thread || reader_holds_nothing(thread)))
			saw_empty(intake, index, tick);
		else
			empty = false;
	}
	return empty;
}

bool intake_look(struct intake *intake)
{
	uint64_t tick = next_tick(intake);

	intake->looked = true;
	return look_at(intake, intake->active, intake->active_count, tick) &&
	       look_at(intake, NULL, intake->count, tick);
}

void intake_let_go(struct intake *intake)
{
	for (unsigned i = 0; i < intake->active_count; i++) {
		const struct intake_reader *reader = &intake->readers[intake->active[i]];

		if (reader->asked)
			reader_let_go(reader->thread);
	}
}

void intake_end_threads(struct intake *intake)
{
	struct reader_answer answer;

	intake->ended = true;
	for (unsigned i = 0; i < intake->active_count; i++)
		reader_stop(intake->readers[intake->active[i]].thread);
	for (unsigned i = 0; i < intake->active_count; i++) {
		struct intake_reader *reader = &intake->readers[intake->active[i]];

		reader_end(reader->thread);
		if (reader_collect(reader->thread, &answer))
			take_answer(intake, intake->active[i], &answer);
		reader_free(reader->thread);
		reader->thread = NULL;
		watch(intake, intake->active[i]);
	}
	intake->active_count = 0;
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
	intake_end_threads(intake);
	for (unsigned i = 0; i < intake->count && intake->sources; i++)
		if (intake->sources[i].buffer)
			munmap(intake->sources[i].buffer, FIRST_SIZE);
	if (intake->common.event >= 0)
		close(intake->common.event);
	if (intake->events >= 0)
		close(intake->events);
	trace_files_close(&intake->files);
	free(intake->active);
	free(intake->polls);
	free(intake->sources);
	free(intake->readers);
}
