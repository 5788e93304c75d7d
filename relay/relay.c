/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One thread, rounds of: wait for a trace file to have something, read each on
 * its own CPU until it is empty, give out what is in order. A round that read
 * something is followed by a short rest, in which the module gathers more:
 * without it, a script that probes system calls would feed on our own.
 */
#include "relay/relay.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#include "common/report.h"
#include "relay/trace_files.h"
#include "stream/merge.h"

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

/* The thread's stack: the usual 8 MB, with what lies beside it, the kernel may give a huge page. */
#define STACK_SIZE (512u * 1024)

/* The rest after a round, unless -T says otherwise: one tick of a kernel of 250 Hz. */
#define REST_MS 4u

/*
 * No relay buffer is smaller than twice this (-b 1 is 1 MB), so until that much
 * was read since it was seen empty, it cannot have been full.
 */
#define OVERRUN_MIN (512u * 1024)

/* A rest is cut down so that no CPU is expected to gather more than this, whatever -T says. */
#define GATHER_MAX (256u * 1024)

/* How long an output that takes nothing is waited for once the user is in a hurry. */
#define PATIENCE_MS 1000

/* How long a module that prints on and on is read once detaching was asked for. */
#define DETACH_MS 1000

/* How soon a full disk is tried again. */
#define RETRY_MS 250

enum {
	COMMAND_SWITCH = 1,
	COMMAND_FINISH = 2,
	COMMAND_HURRY = 4,
	COMMAND_ABANDON = 8,
	COMMAND_DETACH = 16,
};

/* What is known of the reading of one trace file. */
struct reader {
	bool done;             /* not read any more: it failed, or the rest is for who attaches */
	uint64_t since_empty;  /* bytes read since it was last seen empty and all of that parsed */
	atomic_bool overrun;   /* as in relay_loss */
	atomic_ullong cut;     /* messages that were cut short */
	atomic_ullong dropped; /* messages that the output did not take */
};

struct relay {
	struct relay_config config;
	bool fresh; /* the module was just loaded; else attached to */
	pthread_t thread;
	int event;   /* to the main thread */
	int command; /* from it */
	atomic_uint commands;
	atomic_int state;
	bool running; /* the thread was started */

	struct trace_files files;
	unsigned count; /* of trace files */
	struct reader *readers;
	struct merge_source *sources;
	struct merge_entry *heap;
	struct merge merge;
	char *buffers;

	unsigned outputs; /* 1, or COUNT in bulk mode */
	struct outfile *output;
	enum outfile_status *status; /* of each output */

	struct pollfd *polls; /* the command, trace files, outputs */

	uint64_t tick;     /* counts reads and looks */
	uint64_t gathered; /* most bytes that a CPU had in this round */
	unsigned rest_ms;
	struct timespec rest_until;
	bool resting;
	bool hurried, abandoned;
	struct timespec patience;      /* until when an output may take nothing, once in a hurry */
	uint64_t taken;                /* bytes that the outputs had taken when that was set */
	atomic_bool closed, disk_full; /* as in relay_totals */
	bool finishing;
	uint64_t finish_tick; /* a trace file seen empty after this is not read any more */
	bool detaching;
	struct timespec detach_until;
	bool leaving;    /* that has come: reading ends with the next frame */
	bool discarding; /* the output is gone or was given up */

	_Atomic uint64_t messages, bytes, never_came, cut_messages, cut_bytes, dropped_messages,
		dropped_bytes, stray_bytes, reads, wakeups, peak_read;
};

static void add(_Atomic uint64_t *counter, uint64_t n)
{
	/* One writer: no need for the cost of an atomic addition. */
	atomic_store_explicit(counter, atomic_load_explicit(counter, memory_order_relaxed) + n,
		memory_order_relaxed);
}

static void set_state(struct relay *relay, enum relay_state state)
{
	if (atomic_exchange(&relay->state, (int)state) != (int)state)
		eventfd_write(relay->event, 1);
}

/* --- Opening --------------------------------------------------------------------------------- */

static int open_outputs(struct relay *relay)
{
	const struct relay_config *config = &relay->config;

	for (unsigned i = 0; i < relay->outputs; i++) {
		struct outfile *output = &relay->output[i];
		int rc;

		if (!config->per_cpu && !config->naming.pattern)
			rc = outfile_open_stdout(output);
		else
			rc = outfile_open(output, &config->naming, relay->files.file[i].cpu,
				config->file_size_max, config->files_max);
		if (rc)
			return rc;
	}
	return 0;
}

static int allocate(struct relay *relay)
{
	unsigned count = relay->count;

	relay->outputs = relay->config.per_cpu ? count : 1;
	relay->sources = calloc(count, sizeof(*relay->sources));
	relay->heap = calloc(count, sizeof(*relay->heap));
	relay->polls = calloc(1 + count + relay->outputs, sizeof(*relay->polls));
	relay->output = calloc(relay->outputs, sizeof(*relay->output));
	relay->status = calloc(relay->outputs, sizeof(*relay->status));
	relay->readers = calloc(count, sizeof(*relay->readers));
	relay->buffers = mmap(NULL, (size_t)count * FIRST_SIZE, PROT_READ | PROT_WRITE,
		MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	if (relay->buffers == MAP_FAILED)
		relay->buffers = NULL;
	else /* the first byte of four of them would take a huge page */
		madvise(relay->buffers, (size_t)count * FIRST_SIZE, MADV_NOHUGEPAGE);
	if (!relay->sources || !relay->heap || !relay->polls || !relay->output || !relay->status ||
		!relay->readers || !relay->buffers)
		return -ENOMEM;
	for (unsigned i = 0; i < relay->outputs; i++)
		relay->output[i].fd = -1;
	for (unsigned i = 0; i < count; i++) {
		relay->sources[i].buffer = relay->buffers + (size_t)i * FIRST_SIZE;
		frame_stream_init(&relay->sources[i].stream, relay->config.dialect, relay->fresh);
		relay->sources[i].stream.rewinds = !relay->fresh;
	}
	merge_init(&relay->merge, relay->sources, relay->heap, count, relay->fresh);
	return 0;
}

/* --- Reading --------------------------------------------------------------------------------- */

/* Looks for the first frame of a source that changed. */
static void look_again(struct relay *relay, unsigned index)
{
	if (relay->config.per_cpu)
		merge_find_head(&relay->sources[index]);
	else
		merge_refill(&relay->merge, index);
}

/* True when trace file INDEX will not be read again. */
static bool closed(const struct relay *relay, unsigned index)
{
	return relay->readers[index].done ||
	       (relay->finishing && relay->sources[index].seen_empty > relay->finish_tick);
}

static unsigned closed_count(const struct relay *relay)
{
	unsigned count = 0;

	for (unsigned i = 0; i < relay->count; i++)
		count += closed(relay, i);
	return count;
}

/*
 * It was empty at tick WHEN: that of the read that found its end, or of the
 * poll, which came before all reads of its round.
 */
static void saw_empty(struct relay *relay, unsigned index, uint64_t when)
{
	struct merge_source *source = &relay->sources[index];

	source->complete = true;
	source->seen_empty = when;
	if (closed(relay, index))
		source->seen_empty = UINT64_MAX; /* and stays so */
	look_again(relay, index);
}

/* True when what comes next of SOURCE begins with what the module kept until we attached. */
static bool is_first(const struct merge_source *source)
{
	return source->stream.rewinds && !source->filled;
}

static size_t room(const struct merge_source *source)
{
	size_t size = is_first(source) ? FIRST_SIZE : BUFFER_SIZE;
	size_t used = source->end - source->begin;

	return used < size ? size - used : 0;
}

/* Takes note of what a read of trace file INDEX brought: GOT of the bytes that were WANTED. */
static void account(struct relay *relay, unsigned index, ssize_t got, size_t wanted)
{
	struct merge_source *source = &relay->sources[index];
	struct reader *reader = &relay->readers[index];

	if (got > 0) {
		bool first = is_first(source);

		source->end += (size_t)got;
		source->filled = relay->tick;
		reader->since_empty += (size_t)got;
		source->stream.overrun = reader->since_empty >= OVERRUN_MIN;
		if (source->stream.overrun)
			reader->overrun = true;
		if (first)
			source->begin += frame_rewound(relay->config.dialect,
				source->buffer + source->begin, source->end - source->begin);
	}
	/* Of a file that others may be printing to only a poll tells that it is empty. */
	bool proven = !relay->files.file[index].exposed || relay->finishing || got < 0;
	if (got < (ssize_t)wanted && proven) {
		saw_empty(relay, index, relay->tick);
	} else {
		source->complete = false;
		look_again(relay, index);
	}
}

/* Reads up to WANTED bytes, for which there is room, of trace file INDEX. Returns how many came. */
static size_t read_once(struct relay *relay, unsigned index, size_t wanted)
{
	struct merge_source *source = &relay->sources[index];

	merge_compact(source);
	ssize_t got = trace_files_read(&relay->files, index, source->buffer + source->end, wanted);
	relay->tick++;
	add(&relay->reads, 1);
	if (got < 0) {
		report_error("Couldn't read the relay buffer of CPU %u: %s",
			relay->files.file[index].cpu, strerror((int)-got));
		relay->readers[index].done = true;
	}
	account(relay, index, got, wanted);
	return got > 0 ? (size_t)got : 0;
}

/* Reads one trace file until it is empty or the buffer is full. */
static void read_trace_file(struct relay *relay, unsigned index)
{
	struct merge_source *source = &relay->sources[index];
	size_t gathered = 0, wanted, got;

	if (source->complete && source->begin == source->end) {
		relay->readers[index].since_empty = 0;
		source->stream.rewinds = false;
	}
	do {
		wanted = room(source);
		got = read_once(relay, index, wanted);
		gathered += got;
	} while (got == wanted && room(source) >= ROOM_MIN);
	if (gathered > relay->gathered)
		relay->gathered = gathered;
	if (gathered > relay->peak_read)
		relay->peak_read = gathered;
}

/*
 * Reads trace file INDEX for the last time: as much as the last frame lacks, so
 * that who attaches next begins with a whole one.
 */
static void read_rest(struct relay *relay, unsigned index)
{
	struct merge_source *source = &relay->sources[index];

	while (!closed(relay, index)) {
		size_t wanted = merge_source_rest(source);

		if (wanted == 0) {
			relay->readers[index].done = true;
			saw_empty(relay, index, relay->tick);
		} else if (wanted > room(source) || !read_once(relay, index, wanted)) {
			return;
		}
	}
}

/* --- Giving out ------------------------------------------------------------------------------ */

static void count_dropped(void *context, unsigned index, size_t bytes)
{
	struct relay *relay = context;

	add(&relay->dropped_messages, 1);
	add(&relay->dropped_bytes, bytes);
	relay->readers[index].dropped++;
}

/* Counts a frame that was cut short or cannot be given out. True when it is done with. */
static inline bool count_lost(struct relay *relay, struct merge_source *source)
{
	const struct frame *frame = &source->head;
	unsigned index = (unsigned)(source - relay->sources);

	if (frame->missing) {
		add(&relay->cut_messages, 1);
		add(&relay->cut_bytes, (uint64_t)frame->length + frame->missing);
		relay->readers[index].cut++;
		return true;
	}
	if (relay->discarding)
		count_dropped(relay, index, frame->length);
	return relay->discarding;
}

/* Notes how OUTPUT took something. True when it takes more. */
static bool output_ok(struct relay *relay, unsigned output, enum outfile_status status)
{
	relay->status[output] = status;
	if (status == OUTFILE_CLOSED) {
		relay->discarding = true;
		relay->closed = true;
		set_state(relay, RELAY_CLOSED);
	}
	return status == OUTFILE_OK;
}

/* One ordered stream to one output. */
static void give_out_merged(struct relay *relay)
{
	struct merge_source *source = NULL;

	while (source || (source = merge_next(&relay->merge))) {
		const struct frame *frame = &source->head;

		if (!count_lost(relay, source)) {
			if (!output_ok(relay, 0,
				    outfile_put(relay->output, merge_head_body(source),
					    frame->length, (unsigned)(source - relay->sources)))) {
				if (relay->discarding)
					continue;
				return;
			}
			add(&relay->messages, 1);
			add(&relay->bytes, frame->length);
		}
		source = merge_take(&relay->merge);
	}
}

/* Bulk mode: each CPU's frames, headers and all, to its own file. */
static void give_out_per_cpu(struct relay *relay, unsigned index)
{
	struct merge_source *source = &relay->sources[index];

	while (merge_find_head(source)) {
		const struct frame *frame = &source->head;

		if (!count_lost(relay, source)) {
			const char *start = source->buffer + source->begin + frame->skip;

			if (!output_ok(relay, index,
				    outfile_put(&relay->output[index], start,
					    frame->header + frame->length, index))) {
				if (relay->discarding)
					continue;
				return;
			}
			add(&relay->messages, 1);
			add(&relay->bytes, frame->length);
		}
		merge_drop_head(source);
	}
}

/* What gathers in an output is dropped with it. */
static void drop_waiting(struct relay *relay)
{
	for (unsigned i = 0; i < relay->outputs; i++) {
		if (outfile_waiting(&relay->output[i]) && relay->status[i] == OUTFILE_FULL)
			relay->disk_full = true;
		outfile_drop(&relay->output[i], count_dropped, relay);
		relay->status[i] = OUTFILE_OK;
	}
}

static void give_out(struct relay *relay)
{
	if (relay->config.per_cpu)
		for (unsigned i = 0; i < relay->count; i++)
			give_out_per_cpu(relay, i);
	else
		give_out_merged(relay);
	for (unsigned i = 0; i < relay->outputs && !relay->discarding; i++)
		output_ok(relay, i, outfile_flush(&relay->output[i]));
	if (relay->discarding)
		drop_waiting(relay);

	uint64_t stray = 0;
	for (unsigned i = 0; i < relay->count; i++)
		stray += relay->sources[i].stream.stray;
	relay->stray_bytes = stray;
	/* A number that is missing while we leave may be one that stays behind. */
	if (!relay->detaching || closed_count(relay) == 0)
		relay->never_came = relay->merge.lost;
}

/* --- Waiting --------------------------------------------------------------------------------- */

/* The moment MS milliseconds from now. */
static struct timespec in_ms(unsigned ms)
{
	struct timespec then;

	clock_gettime(CLOCK_MONOTONIC, &then);
	then.tv_nsec += (long)(ms % 1000) * 1000000;
	then.tv_sec += ms / 1000 + then.tv_nsec / 1000000000;
	then.tv_nsec %= 1000000000;
	return then;
}

/* Milliseconds until THEN, rounded up; 0 when it has come. */
static int ms_until(const struct timespec *then)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	int64_t left = (then->tv_sec - now.tv_sec) * 1000000000LL + then->tv_nsec - now.tv_nsec;
	return left > 0 ? (int)((left + 999999) / 1000000) : 0;
}

/* Milliseconds of rest that are left. */
static int rest_left(struct relay *relay)
{
	int left = relay->resting ? ms_until(&relay->rest_until) : 0;

	relay->resting = left > 0;
	return left;
}

/* Begins a rest after a round that read something; the more came, the shorter. */
static void begin_rest(struct relay *relay)
{
	unsigned most = relay->config.read_delay_ms ? relay->config.read_delay_ms : REST_MS;
	uint64_t rest = most;

	if (relay->gathered > GATHER_MAX)
		rest = relay->rest_ms * (uint64_t)GATHER_MAX / relay->gathered;
	else if (relay->rest_ms < most)
		rest = relay->rest_ms * 2u + 1;
	relay->rest_ms = (unsigned)(rest < most ? rest : most);
	relay->resting = relay->rest_ms > 0;
	relay->rest_until = in_ms(relay->rest_ms);
}

/* True while the output of trace file INDEX takes nothing. */
static bool held_up(const struct relay *relay, unsigned index)
{
	return relay->status[relay->config.per_cpu ? index : 0] != OUTFILE_OK;
}

static bool may_read(const struct relay *relay, unsigned index)
{
	return !closed(relay, index) && !relay->leaving && !held_up(relay, index) &&
	       room(&relay->sources[index]) >= ROOM_MIN;
}

/* True when there is something to do that no descriptor will tell of. */
static bool work_left(const struct relay *relay)
{
	for (unsigned i = 0; i < relay->count; i++) {
		const struct merge_source *source = &relay->sources[i];
		bool unfinished = !source->complete && source->begin != source->end;

		/* Waiting for proof, or the output became free just after it took no more. */
		if (source->has_head && !held_up(relay, i))
			return true;
		if ((relay->finishing || unfinished) && may_read(relay, i))
			return true;
		/* Room for the rest of the last frame was made just now. */
		if (relay->leaving && !closed(relay, i) && !held_up(relay, i))
			return true;
	}
	return false;
}

/*
 * Milliseconds until an output that takes nothing is given up; -1 while there
 * is none, or no one is in a hurry, or the module still runs its end probes.
 */
static int patience_left(struct relay *relay)
{
	bool waiting = false;
	uint64_t taken = 0;

	for (unsigned i = 0; i < relay->outputs; i++) {
		waiting |= relay->status[i] != OUTFILE_OK;
		taken += relay->output[i].written;
	}
	waiting &= relay->hurried && relay->finishing && !relay->discarding;
	if (!waiting || taken != relay->taken)
		relay->patience = in_ms(PATIENCE_MS);
	relay->taken = taken;
	return !waiting ? -1 : relay->abandoned ? 0 : ms_until(&relay->patience);
}

/* Waits until there is something to do, and notes which trace files are empty. */
static void wait_for_work(struct relay *relay)
{
	bool hurry = work_left(relay);
	int rest = hurry || relay->finishing ? 0 : rest_left(relay);
	int timeout = hurry ? 0 : rest ? rest : -1;
	nfds_t used = 0;

	relay->polls[used++] = (struct pollfd){.fd = relay->command, .events = POLLIN};
	for (unsigned i = 0; i < relay->count; i++)
		relay->polls[used++] = (struct pollfd){
			.fd = !rest && may_read(relay, i) ? relay->files.file[i].fd : -1,
			.events = POLLIN,
		};
	for (unsigned i = 0; i < relay->outputs; i++) {
		relay->polls[used++] = (struct pollfd){
			.fd = relay->status[i] == OUTFILE_BLOCKED ? relay->output[i].fd : -1,
			.events = POLLOUT,
		};
		if (relay->status[i] == OUTFILE_FULL && timeout)
			timeout = RETRY_MS;
	}
	int patience = patience_left(relay);
	if (patience == 0)
		relay->discarding = true;
	if (patience >= 0 && (timeout < 0 || patience < timeout))
		timeout = patience;

	relay->tick++;
	if (poll(relay->polls, used, timeout) < 0)
		for (unsigned i = 0; i < used; i++)
			relay->polls[i].fd = -1; /* nothing was learned */
	add(&relay->wakeups, 1);
}

/* The trace files that the last wait looked at: empty, or read now. */
static void read_ready(struct relay *relay)
{
	uint64_t polled = relay->tick;

	relay->gathered = 0;
	for (unsigned i = 0; i < relay->count; i++) {
		const struct pollfd *poll = &relay->polls[1 + i];

		if (poll->fd < 0)
			continue;
		if (poll->revents || relay->finishing)
			read_trace_file(relay, i);
		else
			saw_empty(relay, i, polled);
	}
	if (relay->leaving)
		for (unsigned i = 0; i < relay->count; i++)
			read_rest(relay, i);
	trace_files_go_home(&relay->files);
	if (relay->gathered)
		begin_rest(relay);
}

/* --- The thread ------------------------------------------------------------------------------ */

static void obey(struct relay *relay)
{
	eventfd_t ignored;
	unsigned commands = atomic_exchange(&relay->commands, 0);

	if (relay->polls[0].revents)
		eventfd_read(relay->command, &ignored);
	if (commands & COMMAND_SWITCH)
		for (unsigned i = 0; i < relay->outputs; i++)
			output_ok(relay, i, outfile_switch(&relay->output[i]));
	relay->hurried |= commands & (COMMAND_HURRY | COMMAND_ABANDON);
	relay->abandoned |= commands & COMMAND_ABANDON;
	if (commands & (COMMAND_FINISH | COMMAND_DETACH) && !relay->finishing) {
		relay->finishing = true;
		relay->finish_tick = relay->tick;
		relay->detaching = commands & COMMAND_DETACH;
		relay->detach_until = in_ms(DETACH_MS);
	}
	relay->leaving = relay->detaching && (relay->hurried || !ms_until(&relay->detach_until));
}

/* True when what was read has gone out. */
static bool all_out(const struct relay *relay)
{
	for (unsigned i = 0; i < relay->count; i++)
		if (relay->sources[i].has_head)
			return false;
	for (unsigned i = 0; i < relay->outputs; i++)
		if (outfile_waiting(&relay->output[i]) > 0)
			return false;
	return true;
}

static void *relay_thread(void *argument)
{
	struct relay *relay = argument;

	do {
		wait_for_work(relay);
		obey(relay);
		read_ready(relay);
		relay->merge.final = closed_count(relay) == relay->count;
		give_out(relay);
	} while (!relay->merge.final || !all_out(relay));
	/* Who reads it sees its end now, not when the module has been removed. */
	for (unsigned i = 0; i < relay->outputs; i++)
		outfile_close(&relay->output[i]);
	set_state(relay, RELAY_FINISHED);
	return NULL;
}

/* --- What the main thread calls --------------------------------------------------------------- */

static void free_relay(struct relay *relay)
{
	for (unsigned i = 0; i < relay->outputs && relay->output; i++)
		outfile_close(&relay->output[i]);
	trace_files_close(&relay->files);
	if (relay->buffers)
		munmap(relay->buffers, (size_t)relay->count * FIRST_SIZE);
	close(relay->event);
	close(relay->command);
	free(relay->readers);
	free(relay->sources);
	free(relay->heap);
	free(relay->polls);
	free(relay->output);
	free(relay->status);
	free(relay);
}

int relay_open(struct relay **result, int folder, bool fresh)
{
	struct relay *relay = calloc(1, sizeof(*relay));
	int rc = relay ? trace_files_open(&relay->files, folder) : -ENOMEM;

	if (rc) {
		report_error("Couldn't open the module's relay buffers: %s", strerror(-rc));
		free(relay);
		return rc;
	}
	relay->count = relay->files.count;
	relay->fresh = fresh;
	if (!fresh)
		trace_files_catch_up(&relay->files);
	relay->event = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	relay->command = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	*result = relay;
	return 0;
}

static int start_thread(struct relay *relay)
{
	pthread_attr_t attributes;
	int rc = pthread_attr_init(&attributes);

	if (rc)
		return -rc;
	rc = pthread_attr_setstacksize(&attributes, STACK_SIZE);
	if (!rc)
		rc = pthread_create(&relay->thread, &attributes, relay_thread, relay);
	pthread_attr_destroy(&attributes);
	return -rc;
}

int relay_start(struct relay *relay, const struct relay_config *config)
{
	relay->config = *config;
	relay->rest_ms = REST_MS;
	int rc = allocate(relay), told = 0;

	if (!rc)
		rc = told = open_outputs(relay);
	if (!rc)
		rc = start_thread(relay);
	if (rc && !told)
		report_error("Couldn't begin to read the relay buffers: %s", strerror(-rc));
	relay->running = !rc;
	return rc;
}

static void command(struct relay *relay, unsigned what)
{
	atomic_fetch_or(&relay->commands, what);
	eventfd_write(relay->command, 1);
}

int relay_event(const struct relay *relay)
{
	return relay->event;
}

enum relay_state relay_state(struct relay *relay)
{
	eventfd_t ignored;

	eventfd_read(relay->event, &ignored);
	return (enum relay_state)atomic_load(&relay->state);
}

void relay_switch_file(struct relay *relay)
{
	command(relay, COMMAND_SWITCH);
}

static void finish(struct relay *relay, unsigned how)
{
	if (!relay->running)
		set_state(relay, RELAY_FINISHED);
	command(relay, how);
}

void relay_finish(struct relay *relay)
{
	finish(relay, COMMAND_FINISH);
}

void relay_detach(struct relay *relay)
{
	finish(relay, COMMAND_DETACH);
}

void relay_hurry(struct relay *relay)
{
	command(relay, COMMAND_HURRY);
}

void relay_abandon(struct relay *relay)
{
	command(relay, COMMAND_ABANDON);
}

void relay_totals(const struct relay *relay, struct relay_totals *totals)
{
	*totals = (struct relay_totals){
		.messages = relay->messages,
		.bytes = relay->bytes,
		.never_came = relay->never_came,
		.cut_messages = relay->cut_messages,
		.cut_bytes = relay->cut_bytes,
		.dropped_messages = relay->dropped_messages,
		.dropped_bytes = relay->dropped_bytes,
		.closed = relay->closed,
		.disk_full = relay->disk_full,
		.stray_bytes = relay->stray_bytes,
		.reads = relay->reads,
		.wakeups = relay->wakeups,
		.peak_read = relay->peak_read,
	};
}

unsigned relay_cpus(const struct relay *relay)
{
	return relay->count;
}

void relay_lost_on(const struct relay *relay, unsigned index, struct relay_loss *loss)
{
	*loss = (struct relay_loss){
		.cpu = relay->files.file[index].cpu,
		.overrun = relay->readers[index].overrun,
		.cut = relay->readers[index].cut,
		.dropped = relay->readers[index].dropped,
	};
}

void relay_close(struct relay *relay)
{
	if (relay->running)
		pthread_join(relay->thread, NULL);
	free_relay(relay);
}
