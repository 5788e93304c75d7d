/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Gives messages to the outputs and counts each of them, given out, cut short or dropped. */
#include "relay/outlet.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "common/report.h"
#include "relay/clock.h"
#include "stream/raw.h"

/*
 * How large each of so many files may grow. What is written to is never removed: all of them
 * together have to be within what is kept, with one that is compressed, and there twice.
 */
static uint64_t share_of(const struct outlet_config *config, unsigned outputs)
{
	uint64_t share = config->bytes_max / (outputs + (config->archive != NULL));

	if (!config->bytes_max)
		return config->file_size_max;
	if (config->file_size_max && config->file_size_max < share)
		return config->file_size_max;
	return share ? share : 1;
}

int outlet_open(struct outlet *outlet, const struct outlet_config *config, unsigned capacity)
{
	unsigned outputs = config->per_cpu ? capacity : 1;

	*outlet = (struct outlet){
		.config = *config,
		.capacity = capacity,
		.output = calloc(outputs, sizeof(*outlet->output)),
		.attended = calloc(outputs, sizeof(*outlet->attended)),
		.losses = calloc(capacity, sizeof(*outlet->losses)),
		.history = {.lock = PTHREAD_MUTEX_INITIALIZER,
			.files_max = config->files_max,
			.bytes_max = config->bytes_max,
			.archive = config->archive},
		.turn = config->turn_ns ? clock_now() + config->turn_ns : 0,
	};
	outlet->config.file_size_max = share_of(config, outputs);
	if (config->archive && config->bytes_max > outlet->config.file_size_max)
		outlet->history.bytes_max -= outlet->config.file_size_max;
	if (config->naming.pattern && !config->descriptor)
		outlet->writeback = writeback_make(config->archive != NULL);
	return outlet->output && outlet->attended && outlet->losses ? 0 : -ENOMEM;
}

/* Has output INDEX looked after from now on, */
static void attend(struct outlet *outlet, unsigned index)
{
	if (!outlet->output[index].attended)
		outlet->attended[outlet->attended_count++] = index;
	outlet->output[index].attended = true;
}

/* until nothing can come of it by itself, and it holds nothing. */
static bool is_to_attend(const struct outlet *outlet, const struct outlet_output *output)
{
	const struct outfile *file = &output->file;

	return !outlet->config.per_cpu || outlet->config.turn_ns || file->sink.has_reader ||
	       file->sink.method == SINK_AWAITED || sink_waits(output->status) ||
	       output->status == SINK_CLOSED || outfile_waiting(file) || outfile_overdue(file);
}

/* The caller's descriptor, which can only be one output. */
static int open_descriptor(const struct outlet_config *config, struct outfile *file)
{
	if (!config->per_cpu)
		return outfile_open_descriptor(file, config->descriptor, config->naming.pattern);
	report_error("A module in bulk mode needs a file for each CPU: %s is a descriptor.",
		config->naming.pattern);
	return -EINVAL;
}

int outlet_add(struct outlet *outlet, unsigned cpu)
{
	const struct outlet_config *config = &outlet->config;
	int rc;

	if (!config->per_cpu && outlet->count)
		return 0;
	unsigned index = outlet->count;
	struct outlet_output *output = &outlet->output[index];
	struct outfile *file = &output->file;
	output->cpu = cpu;
	file->sink.fd = -1;
	if (!config->per_cpu && !config->naming.pattern)
		rc = outfile_open_stdout(file);
	else if (config->descriptor)
		rc = open_descriptor(config, file);
	else
		rc = outfile_open(
			file, &config->naming, cpu, config->file_size_max, &outlet->history);
	if (rc)
		outfile_close(file);
	outfile_turn_each(file, outlet->turn, config->turn_ns);
	file->writeback = outlet->writeback;
	file->printable = config->strange && isatty(file->sink.fd);
	if (is_to_attend(outlet, output))
		attend(outlet, index);
	outlet->count++;
	return rc;
}

/* --- What is lost ---------------------------------------------------------------------------- */

static void count_dropped(void *context, unsigned cpu_index, size_t bytes)
{
	struct outlet *outlet = context;

	counter_add(&outlet->losses[cpu_index].dropped, 1);
	counter_add(&outlet->losses[cpu_index].dropped_bytes, bytes);
}

/* Notes that something is lost, because an output met ERROR. */
static void fail(struct outlet *outlet, int error)
{
	if (!outlet->failed)
		outlet->error = error;
	outlet->failed = true;
}

static void drop_waiting(struct outlet *outlet, struct outlet_output *output)
{
	outfile_drop(&output->file, count_dropped, outlet);
}

/* Has nothing go to OUTPUT from now on. */
static void discard(struct outlet *outlet, struct outlet_output *output)
{
	if (output->status == SINK_FULL || output->status == SINK_UNREAD)
		fail(outlet, output->file.error);
	output->discarding = true;
	drop_waiting(outlet, output);
	output->status = SINK_OK;
}

void outlet_discard(struct outlet *outlet)
{
	for (unsigned i = 0; i < outlet->count; i++)
		if (outlet->output[i].lent)
			outlet->output[i].to_discard = true;
		else
			discard(outlet, &outlet->output[i]);
}

void outlet_give_up(struct outlet *outlet)
{
	for (unsigned i = 0; i < outlet->attended_count; i++) {
		struct outlet_output *output = &outlet->output[outlet->attended[i]];

		if (output->status == SINK_FULL || output->status == SINK_UNREAD)
			discard(outlet, output);
	}
}

/* Notes what OUTPUT did last. One that is broken keeps nothing: waiting does not heal it. */
static void note_status(
	struct outlet *outlet, struct outlet_output *output, enum sink_status status)
{
	output->status = status;
	if (status != SINK_BROKEN)
		return;
	fail(outlet, output->file.error);
	drop_waiting(outlet, output);
}

/* --- Giving out ------------------------------------------------------------------------------ */

static void count_cut(struct outlet *outlet, const struct frame *frame, unsigned cpu_index)
{
	counter_add(&outlet->losses[cpu_index].cut, 1);
	counter_add(&outlet->losses[cpu_index].cut_bytes, (uint64_t)frame->length + frame->missing);
}

/* As give(), where OUTPUT has something to decide, or takes nothing. */
static enum sink_status give_deciding(struct outlet *outlet, struct outlet_output *output,
	const struct frame *frame, const char *data, size_t length, unsigned index)
{
	if (frame->missing) {
		count_cut(outlet, frame, index);
		return SINK_BROKEN;
	}
	if (output->status == SINK_CLOSED && !output->discarding)
		return SINK_CLOSED;
	if (!output->discarding)
		note_status(outlet, output, outfile_put(&output->file, data, length, index));
	enum sink_status status = output->discarding ? SINK_BROKEN : output->status;
	if (status == SINK_BROKEN)
		count_dropped(outlet, index, length);
	return status;
}

/*
 * Gives OUTPUT the LENGTH bytes at DATA, which hold FRAME of CPU INDEX. SINK_OK: they
 * are taken, and to be counted. SINK_BROKEN: they are lost, and counted; else they
 * stay. An output that has room was SINK_OK last and discards nothing, as all that
 * tells otherwise takes the room.
 */
static inline __attribute__((always_inline)) enum sink_status give(struct outlet *outlet,
	struct outlet_output *output, const struct frame *frame, const char *data, size_t length,
	unsigned index)
{
	if (frame->missing || !outfile_has_room(&output->file, length))
		return give_deciding(outlet, output, frame, data, length, index);
	outfile_append(&output->file, data, length, index);
	return SINK_OK;
}

/* What was given out and is not counted yet: once for many messages, as others look at the
 * counters. */
struct tally {
	uint64_t messages, bytes;
};

/* Takes note of what became of FRAME: STATUS, of give(). True when that is done with. */
static inline bool done(struct tally *tally, const struct frame *frame, enum sink_status status)
{
	if (status != SINK_OK)
		return status == SINK_BROKEN;
	tally->messages++;
	tally->bytes += frame->length;
	return true;
}

static inline void count(struct outlet_output *output, const struct tally *tally)
{
	counter_add(&output->messages, tally->messages);
	counter_add(&output->bytes, tally->bytes);
}

/* Gives one ordered stream to one output, until that takes no more. Returns how many messages it
 * took, as the next two do. */
static uint64_t give_merged(struct outlet *outlet, struct merge *merge)
{
	struct merge_source *source = NULL;
	struct tally tally = {0};

	while (source || (source = merge_next(merge))) {
		const struct frame *frame = &source->head;

		if (!done(&tally, frame,
			    give(outlet, outlet->output, frame, merge_head_body(source),
				    frame->length, merge_next_index(merge))))
			break;
		source = merge_take(merge);
	}
	count(outlet->output, &tally);
	return tally.messages;
}

/* Bulk mode: the frames of CPU INDEX, headers and all, to its own file, until that takes no more.
 */
static uint64_t give_one(struct outlet *outlet, struct merge_source *source, unsigned index)
{
	const struct frame *frame = &source->head;
	struct tally tally = {0};

	while (merge_find_head(source)) {
		const char *start = source->buffer + source->begin + frame->skip;

		if (!done(&tally, frame,
			    give(outlet, &outlet->output[index], frame, start,
				    frame->header + frame->length, index)))
			break;
		merge_drop_head(source);
	}
	count(&outlet->output[index], &tally);
	return tally.messages;
}

/* Gives out what came raw of CPU INDEX. */
static uint64_t give_raw(struct outlet *outlet, struct merge_source *source, unsigned index)
{
	unsigned to = outlet->config.per_cpu ? index : 0;
	struct tally tally = {0};

	attend(outlet, to);
	while (raw_find_head(source) &&
		done(&tally, &source->head,
			give(outlet, &outlet->output[to], &source->head,
				source->buffer + source->begin, source->head.length, index)))
		merge_drop_head(source);
	count(&outlet->output[to], &tally);
	return tally.messages;
}

/* Notes what each output that still takes something makes of ACTION. False when one is closed. */
static bool each(struct outlet *outlet, enum sink_status (*action)(struct outfile *file))
{
	unsigned count = outlet->attended_count;

	outlet->attended_count = 0;
	for (unsigned i = 0; i < count; i++) {
		unsigned index = outlet->attended[i];
		struct outlet_output *output = &outlet->output[index];

		if (!output->discarding && output->status != SINK_CLOSED)
			note_status(outlet, output, action(&output->file));
		outlet->taken += output->file.written - output->told_taken;
		output->told_taken = output->file.written;
		output->attended = is_to_attend(outlet, output);
		if (output->attended)
			outlet->attended[outlet->attended_count++] = index;
	}
	return !outlet_any_is(outlet, SINK_CLOSED);
}

bool outlet_give(
	struct outlet *outlet, struct merge *merge, const unsigned *indices, unsigned count_given)
{
	bool merged = !outlet->raw && !outlet->config.per_cpu;

	if (merged)
		outlet->given += give_merged(outlet, merge);
	for (unsigned i = 0; i < count_given && !merged; i++) {
		struct merge_source *source = &merge->sources[indices[i]];

		if (outlet->raw) {
			outlet->given += give_raw(outlet, source, indices[i]);
		} else {
			attend(outlet, indices[i]);
			outlet->given += give_one(outlet, source, indices[i]);
		}
	}
	return each(outlet, outfile_flush);
}

bool outlet_lend(struct outlet *outlet, unsigned index)
{
	struct outlet_output *output = &outlet->output[index];

	/* An output that is in trouble, or drops all, has to be looked after here. */
	output->lent = outlet->config.per_cpu && !output->attended && !output->discarding &&
		       output->status == SINK_OK;
	return output->lent;
}

bool outlet_give_lent(struct outlet *outlet, struct merge_source *source, unsigned index)
{
	struct outlet_output *output = &outlet->output[index];

	give_one(outlet, source, index);
	note_status(outlet, output, outfile_flush(&output->file));
	return output->status == SINK_OK && !source->has_head && !outfile_overdue(&output->file);
}

void outlet_take_back(struct outlet *outlet, unsigned index)
{
	struct outlet_output *output = &outlet->output[index];

	if (!output->lent)
		return;
	output->lent = false;
	attend(outlet, index);
	if (output->to_discard)
		discard(outlet, output);
	else if (output->to_switch)
		note_status(outlet, output, outfile_switch(&output->file));
	output->to_discard = output->to_switch = false;
}

bool outlet_switch(struct outlet *outlet)
{
	for (unsigned i = 0; i < outlet->count; i++)
		if (outlet->output[i].lent)
			outlet->output[i].to_switch = true;
		else
			attend(outlet, i);
	return each(outlet, outfile_switch);
}

bool outlet_turn(struct outlet *outlet)
{
	uint64_t now = clock_now();

	outlet->turn +=
		((now - outlet->turn) / outlet->config.turn_ns + 1) * outlet->config.turn_ns;
	/* Who has turns is attended to, always. */
	return each(outlet, outfile_turn);
}

bool outlet_try_again(struct outlet *outlet)
{
	return each(outlet, outfile_try_again);
}

/* --- The end --------------------------------------------------------------------------------- */

void outlet_close(struct outlet *outlet)
{
	for (unsigned i = 0; i < outlet->count; i++) {
		struct outfile *file = &outlet->output[i].file;

		outfile_finish(file);
		if (file->incomplete)
			fail(outlet, file->error);
	}
	history_over(&outlet->history);
}

int outlet_free(struct outlet *outlet)
{
	outlet_close(outlet);
	for (unsigned i = 0; i < outlet->count; i++)
		outfile_close(&outlet->output[i].file);
	history_free(&outlet->history);
	int rc = writeback_free(outlet->writeback);
	outlet->writeback = NULL;
	free(outlet->output);
	free(outlet->attended);
	free(outlet->losses);
	return rc;
}
