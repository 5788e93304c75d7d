/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Trace files that are known to be empty, since when, and those that will not be read again. */
#include <limits.h>

#include "common/await.h"
#include "relay/clock.h"
#include "relay/intake_parts.h"

/* Trace files that are looked at together at first; then twice as many, and so on. */
#define LOOK_FIRST 16u

/* Takes note that trace file INDEX will not be read again. */
static void close_one(struct intake *intake, unsigned index)
{
	if (intake->readers[index].closed)
		return;
	intake->readers[index].closed = true;
	intake->closed_count++;
	recency_remove(&intake->open, index);
	if (intake->readers[index].done)
		intake_unwatch(intake, index); /* or what is left in it wakes us for ever */
}

/* Trace file INDEX was empty at tick WHEN. */
static void saw_empty(struct intake *intake, unsigned index, uint64_t when)
{
	struct merge_source *source = &intake->sources[index];

	source->complete = true;
	source->seen_empty = when;
	if (intake->readers[index].done || (intake->finishing && when > intake->finish_tick))
		close_one(intake, index);
	if (intake->readers[index].closed)
		source->seen_empty = UINT64_MAX; /* and stays so */
	if (source->begin != source->end)
		intake_touch(intake, index);
}

void intake_note_end(struct intake *intake, unsigned index, bool end, uint64_t when)
{
	/* Of a file that others may be printing to only a poll tells that it is empty. */
	bool proven = !intake->files.file[index].exposed || intake->finishing ||
		      intake->readers[index].done;

	if (end && proven)
		saw_empty(intake, index, when);
	else
		intake->sources[index].complete = false;
}

void intake_give_up(struct intake *intake, unsigned index)
{
	intake->readers[index].done = true;
	saw_empty(intake, index, tick_of(intake));
}

/* True when trace file INDEX has to be looked at: nothing is known to come next of it. */
static bool is_in_question(const struct intake *intake, unsigned index)
{
	const struct intake_reader *reader = &intake->readers[index];
	/* While the module goes on, a thread that was asked might read on behind our look. */
	bool moves = reader->lent || (intake->finishing && !intake->for_good && reader->asked);

	return !moves && (!intake->sources[index].has_head || intake->behind_heads);
}

/* Puts up to MOST of those in question, from *INDEX on, into the poll set. Returns how many. */
static unsigned choose(struct intake *intake, unsigned *index, unsigned most)
{
	unsigned count = 0;

	for (; *index != intake->open.end && count < most;
		*index = recency_next(&intake->open, *index)) {
		if (!is_in_question(intake, *index))
			continue;
		intake->looked_at[count] = *index;
		intake->polls[count++] = (struct pollfd){
			.fd = intake->files.file[*index].fd,
			.events = POLLIN,
		};
	}
	return count;
}

/* There is something for the thread of READER: if it waits for that, it waits for its CPU. */
static void note_waiting(struct intake_reader *reader)
{
	if (!reader->waits_since && reader_waits(reader->thread))
		counter_set(&reader->waits_since, clock_now());
}

/* Looks at the COUNT trace files of the poll set. True when all are empty. */
static bool look_at(struct intake *intake, unsigned count, uint64_t tick)
{
	bool empty = true;

	if (await(intake->polls, count, 0) < 0)
		return false;
	for (unsigned i = 0; i < count; i++) {
		unsigned index = intake->looked_at[i];
		const struct reader *thread = intake->readers[index].thread;

		/* What a thread has read and we have not got is in the file no more. */
		if (!intake->polls[i].revents && (!thread || reader_holds_nothing(thread)))
			saw_empty(intake, index, tick);
		else
			empty = false;
		if (intake->polls[i].revents && thread)
			note_waiting(&intake->readers[index]);
	}
	return empty;
}

void intake_look(struct intake *intake, bool all)
{
	unsigned index = recency_first(&intake->open), most = all ? UINT_MAX : LOOK_FIRST, count;
	uint64_t tick = next_tick(intake);

	intake->looked = true;
	while ((count = choose(intake, &index, most)) && (look_at(intake, count, tick) || all))
		most = most > UINT_MAX / 2 ? UINT_MAX : 2 * most;
}
