/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reading on the relay's own thread: where there can be no other, and at the end. */
#include "relay/intake_parts.h"

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
