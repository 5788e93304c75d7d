/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Gives messages to the outputs and counts each of them, given out, cut short or dropped. */
#include "relay/outlet.h"

#include <errno.h>
#include <stdlib.h>

static int open_output(struct outlet *outlet, unsigned index, unsigned cpu)
{
	const struct outlet_config *config = &outlet->config;
	struct outfile *output = &outlet->output[index];

	if (!config->per_cpu && !config->naming.pattern)
		return outfile_open_stdout(output);
	return outfile_open(output, &config->naming, cpu, config->file_size_max, config->files_max);
}

int outlet_open(struct outlet *outlet, const struct outlet_config *config, const unsigned *cpus,
	unsigned count)
{
	*outlet = (struct outlet){.config = *config, .count = config->per_cpu ? count : 1};
	outlet->output = calloc(outlet->count, sizeof(*outlet->output));
	outlet->status = calloc(outlet->count, sizeof(*outlet->status));
	outlet->losses = calloc(count, sizeof(*outlet->losses));
	if (!outlet->output || !outlet->status || !outlet->losses)
		return -ENOMEM;
	for (unsigned i = 0; i < outlet->count; i++)
		outlet->output[i].fd = -1;
	for (unsigned i = 0; i < outlet->count; i++) {
		int rc = open_output(outlet, i, cpus[i]);
		if (rc)
			return rc;
	}
	return 0;
}

static void count_dropped(void *context, unsigned cpu_index, size_t bytes)
{
	struct outlet *outlet = context;

	counter_add(&outlet->dropped_messages, 1);
	counter_add(&outlet->dropped_bytes, bytes);
	counter_add(&outlet->losses[cpu_index].dropped, 1);
}

/* Counts FRAME of CPU INDEX, if it was cut short or is not to go out. True when it is done with. */
static inline bool count_lost(struct outlet *outlet, const struct frame *frame, unsigned index)
{
	if (frame->missing) {
		counter_add(&outlet->cut_messages, 1);
		counter_add(&outlet->cut_bytes, (uint64_t)frame->length + frame->missing);
		counter_add(&outlet->losses[index].cut, 1);
		return true;
	}
	if (outlet->discarding)
		count_dropped(outlet, index, frame->length);
	return outlet->discarding;
}

/* Counts a message of LENGTH bytes that OUTPUT was given. True when it took it. */
static inline bool count_given(
	struct outlet *outlet, unsigned output, enum outfile_status status, size_t length)
{
	outlet->status[output] = status;
	if (status != OUTFILE_OK)
		return false;
	counter_add(&outlet->messages, 1);
	counter_add(&outlet->bytes, length);
	return true;
}

/* One ordered stream to one output, until that takes no more. */
static void give_merged(struct outlet *outlet, struct merge *merge)
{
	struct merge_source *source = NULL;

	while (source || (source = merge_next(merge))) {
		const struct frame *frame = &source->head;
		unsigned index = (unsigned)(source - merge->sources);

		if (!count_lost(outlet, frame, index) &&
			!count_given(outlet, 0,
				outfile_put(outlet->output, merge_head_body(source), frame->length,
					index),
				frame->length))
			return;
		source = merge_take(merge);
	}
}

/* Bulk mode: the frames of CPU INDEX, headers and all, to its own file, until that takes no more.
 */
static void give_one(struct outlet *outlet, struct merge_source *source, unsigned index)
{
	while (merge_find_head(source)) {
		const struct frame *frame = &source->head;
		const char *start = source->buffer + source->begin + frame->skip;

		if (!count_lost(outlet, frame, index) &&
			!count_given(outlet, index,
				outfile_put(&outlet->output[index], start,
					frame->header + frame->length, index),
				frame->length))
			return;
		merge_drop_head(source);
	}
}

static bool any_is(const struct outlet *outlet, enum outfile_status status)
{
	for (unsigned i = 0; i < outlet->count; i++)
		if (outlet->status[i] == status)
			return true;
	return false;
}

bool outlet_give(struct outlet *outlet, struct merge *merge)
{
	if (outlet->config.per_cpu)
		for (unsigned i = 0; i < merge->count; i++)
			give_one(outlet, &merge->sources[i], i);
	else
		give_merged(outlet, merge);
	for (unsigned i = 0; i < outlet->count && !outlet->discarding; i++)
		if (outlet->status[i] != OUTFILE_CLOSED)
			outlet->status[i] = outfile_flush(&outlet->output[i]);
	return !any_is(outlet, OUTFILE_CLOSED);
}

void outlet_discard(struct outlet *outlet)
{
	outlet->discarding = true;
	for (unsigned i = 0; i < outlet->count; i++) {
		if (outfile_waiting(&outlet->output[i]) && outlet->status[i] == OUTFILE_FULL)
			outlet->disk_full = true;
		outfile_drop(&outlet->output[i], count_dropped, outlet);
		outlet->status[i] = OUTFILE_OK;
	}
}

bool outlet_switch(struct outlet *outlet)
{
	if (outlet->discarding)
		return true;
	for (unsigned i = 0; i < outlet->count; i++)
		outlet->status[i] = outfile_switch(&outlet->output[i]);
	return !any_is(outlet, OUTFILE_CLOSED);
}

bool outlet_any_held_up(const struct outlet *outlet)
{
	for (unsigned i = 0; i < outlet->count; i++)
		if (outlet->status[i] != OUTFILE_OK)
			return true;
	return false;
}

bool outlet_any_full(const struct outlet *outlet)
{
	return any_is(outlet, OUTFILE_FULL);
}

bool outlet_empty(const struct outlet *outlet)
{
	size_t waiting = 0;

	for (unsigned i = 0; i < outlet->count; i++)
		waiting += outfile_waiting(&outlet->output[i]);
	return waiting == 0;
}

uint64_t outlet_written(const struct outlet *outlet)
{
	uint64_t written = 0;

	for (unsigned i = 0; i < outlet->count; i++)
		written += outlet->output[i].written;
	return written;
}

void outlet_close(struct outlet *outlet)
{
	for (unsigned i = 0; i < outlet->count && outlet->output; i++)
		outfile_close(&outlet->output[i]);
}

void outlet_free(struct outlet *outlet)
{
	outlet_close(outlet);
	free(outlet->output);
	free(outlet->status);
	free(outlet->losses);
}
