/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The threads that read: who gets one, what they are asked, what they answer, and their end. */
#include <sys/epoll.h>
#include <sys/eventfd.h>

#include "relay/clock.h"
#include "relay/intake_parts.h"

int intake_answers(const struct intake *intake)
{
	return intake->common.event;
}

int intake_news(const struct intake *intake)
{
	return intake->events;
}

/* A trace file that epoll(7) does not take tells nothing: it is read each time. */
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

uint64_t intake_late_us(const struct intake *intake, unsigned index, uint64_t now)
{
	const struct intake_reader *reader = &intake->readers[index];
	uint64_t since = reader->waits_since, late_us = reader->late_us;

	return since && now > since && (now - since) / 1000 > late_us ? (now - since) / 1000
								      : late_us;
}

/* Takes note of how long the thread of trace file INDEX has waited for its CPU. */
static void note_late(struct intake *intake, unsigned index)
{
	struct intake_reader *reader = &intake->readers[index];
	uint64_t rest_us = reader_late_us(reader->thread);
	uint64_t late_us =
		reader->waits_since ? intake_late_us(intake, index, clock_now()) : reader->late_us;

	counter_set(&reader->late_us, rest_us > late_us ? rest_us : late_us);
	counter_set(&reader->waits_since, 0);
}

/* Takes in what ANSWER of the thread of trace file INDEX holds, by whoever has the source. */
static void take_bytes(struct intake *intake, unsigned index, const struct reader_answer *answer)
{
	struct intake_reader *reader = &intake->readers[index];

	counter_add(&reader->reads, 1);
	counter_set(&reader->wakeups, reader_wakeups(reader->thread));
	if (answer->got > reader->peak_read)
		counter_set(&reader->peak_read, answer->got);
	if (!answer->error)
		intake_take_in(intake, index, &answer->read, reader->wanted);
}

/* Takes in ANSWER of the thread of trace file INDEX. */
static void take_answer(struct intake *intake, unsigned index, const struct reader_answer *answer)
{
	struct intake_reader *reader = &intake->readers[index];

	next_tick(intake);
	note_late(intake, index);
	intake->looked = false;
	if (reader->lent)
		intake_touch(intake, index);
	reader->asked = reader->hurried = reader->lent = false;
	intake_list_add(&intake->idle, index);
	if (!answer->passed)
		take_bytes(intake, index, answer);
	if (answer->error)
		intake_read_failed(intake, index, answer->error);
	if (answer->got)
		intake_note_news(intake, index);
	/* The file was empty behind what came, at some time after the tick that the thread saw.
	 * What it has room for by now is for its next read. */
	intake_note_end(intake, index, answer->error || answer->read.emptied, answer->tick + 1);
}

/* On the thread of trace file INDEX: as struct readers has it. */
static bool pass_on(
	void *context, unsigned index, struct reader_answer *answer, char **at, size_t *room)
{
	struct intake *intake = context;
	struct intake_reader *reader = &intake->readers[index];
	struct merge_source *source = &intake->sources[index];

	if (!reader->lent || answer->error)
		return false;
	take_bytes(intake, index, answer);
	answer->passed = true;
	if (reader_late_us(reader->thread) > reader->late_us)
		counter_set(&reader->late_us, reader_late_us(reader->thread));
	if (!intake->passing.pass_on(intake->passing.context, source, index))
		return false;
	intake_make_room(intake, index);
	*at = source->buffer + source->end;
	*room = reader->wanted = intake_room(intake, index);
	return *room >= ROOM_MIN;
}

void intake_pass_on(struct intake *intake, const struct intake_passing *passing)
{
	intake->passing = *passing;
	intake->common.pass_on = pass_on;
	intake->common.context = intake;
}

void intake_recall(struct intake *intake)
{
	for (unsigned i = 0; i < intake->active.count; i++) {
		struct intake_reader *reader = &intake->readers[intake->active.index[i]];

		if (!reader->lent || reader->hurried)
			continue;
		reader->hurried = true;
		reader_hurry(reader->thread);
	}
}

void intake_collect(struct intake *intake)
{
	struct reader_answer answer;
	eventfd_t ignored;

	eventfd_read(intake->common.event, &ignored);
	for (struct reader *reader = readers_take(&intake->common); reader;
		reader = reader_behind(reader))
		if (reader_collect(reader, &answer))
			take_answer(intake, reader_index(reader), &answer);
}

static void ask(struct intake *intake, unsigned index)
{
	struct merge_source *source = &intake->sources[index];
	struct intake_reader *reader = &intake->readers[index];

	reader->asked = true;
	reader->hurried = intake->finishing;
	intake_make_room(intake, index);
	reader->wanted = intake_room(intake, index);
	if (intake->passing.may_pass)
		reader->lent = intake->passing.may_pass(intake->passing.context, index);
	reader_ask(reader->thread, source->buffer + source->end, reader->wanted, intake->finishing);
}

void intake_ask_on(struct intake *intake, bool (*readable)(const void *context, unsigned index),
	const void *context)
{
	struct intake_list *idle = &intake->idle;
	unsigned count = idle->count;

	idle->count = 0;
	for (unsigned i = 0; i < count; i++) {
		unsigned index = idle->index[i];

		if (readable(context, index))
			ask(intake, index);
		else if (!intake_closed(intake, index))
			intake_list_add(idle, index);
	}
}

/* Has a thread read trace file INDEX from now on. False when there can be none. */
static bool start_thread(struct intake *intake, unsigned index)
{
	struct intake_reader *reader = &intake->readers[index];

	if (intake_takes_turns(intake) || reader->plain || intake->ended ||
		intake_give_buffer(intake, index))
		return false;
	reader->thread = reader_start(&intake->common, &intake->files, index);
	if (!reader->thread)
		return false;
	intake_unwatch(intake, index);
	intake_list_add(&intake->active, index);
	counter_set(&reader->waits_since, clock_now());
	ask(intake, index);
	return true;
}

/* Reads those trace files that are left and that no thread reads, and has threads read theirs now.
 */
static void read_all(struct intake *intake, bool (*readable)(const void *context, unsigned index),
	const void *context)
{
	unsigned next;

	for (unsigned i = recency_first(&intake->open); i != intake->open.end; i = next) {
		struct intake_reader *reader = &intake->readers[i];

		next = recency_next(&intake->open, i);
		if (!reader->thread && readable(context, i)) {
			intake_read_here(intake, i);
		} else if (intake->finishing && reader->asked && !reader->hurried) {
			reader->hurried = true;
			reader_hurry(reader->thread);
		}
	}
}

void intake_read_news(struct intake *intake, bool told,
	bool (*readable)(const void *context, unsigned index), const void *context)
{
	struct epoll_event events[64];
	bool all = intake->finishing || intake->any_plain || intake_takes_turns(intake);
	int count = all || !told ? 0 : epoll_wait(intake->events, events, 64, 0);

	intake->gathered = 0;
	for (int i = 0; i < count; i++) {
		unsigned index = events[i].data.u32;

		if (readable(context, index) && !start_thread(intake, index))
			intake_read_here(intake, index);
	}
	if (all)
		read_all(intake, readable, context);
	trace_files_go_home(&intake->files);
}

void intake_let_go(struct intake *intake)
{
	for (unsigned i = 0; i < intake->active.count; i++) {
		const struct intake_reader *reader = &intake->readers[intake->active.index[i]];

		if (reader->asked && !reader->closed)
			reader_let_go(reader->thread);
	}
}

void intake_end_threads(struct intake *intake)
{
	struct reader_answer answer;

	intake->ended = true;
	for (unsigned i = 0; i < intake->active.count; i++)
		reader_stop(intake->readers[intake->active.index[i]].thread);
	for (unsigned i = 0; i < intake->active.count; i++) {
		unsigned index = intake->active.index[i];
		struct intake_reader *reader = &intake->readers[index];

		reader_end(reader->thread);
		if (reader_collect(reader->thread, &answer))
			take_answer(intake, index, &answer);
		if (reader->lent)
			intake_touch(intake, index);
		reader_free(reader->thread);
		reader->thread = NULL;
		reader->asked = reader->lent = false;
		intake_watch(intake, index);
	}
	readers_take(&intake->common); /* they are no more */
	intake->active.count = intake->idle.count = 0;
}
