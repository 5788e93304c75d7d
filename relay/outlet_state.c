/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The state of the outputs: what is to be waited for, and what was counted. */
#include "relay/outlet.h"

bool outlet_any_is(const struct outlet *outlet, enum sink_status status)
{
	for (unsigned i = 0; i < outlet->attended_count; i++)
		if (outlet->output[outlet->attended[i]].status == status)
			return true;
	return false;
}

void outlet_fill_polls(const struct outlet *outlet, struct pollfd *polls)
{
	for (unsigned i = 0; i < outlet->attended_count; i++) {
		const struct outlet_output *output = &outlet->output[outlet->attended[i]];
		const struct sink *sink = &output->file.sink;
		bool blocked = output->status == SINK_BLOCKED;
		bool over = output->discarding || output->status == SINK_BROKEN ||
			    output->status == SINK_CLOSED;

		polls[i] = (struct pollfd){
			.fd = !over && (blocked || sink->has_reader) ? sink_fd(sink) : -1,
			.events = blocked ? POLLOUT : 0,
		};
	}
}

bool outlet_look(struct outlet *outlet, const struct pollfd *polls)
{
	for (unsigned i = 0; i < outlet->attended_count; i++) {
		struct outlet_output *output = &outlet->output[outlet->attended[i]];

		if (polls[i].fd >= 0 && polls[i].revents & (POLLERR | POLLHUP) &&
			output->file.sink.has_reader)
			output->status = SINK_CLOSED;
	}
	return !outlet_any_is(outlet, SINK_CLOSED);
}

bool outlet_any_slow(const struct outlet *outlet)
{
	return outlet_any_is(outlet, SINK_BLOCKED);
}

bool outlet_any_without_room(const struct outlet *outlet)
{
	return outlet_any_is(outlet, SINK_FULL) || outlet_any_is(outlet, SINK_UNREAD);
}

bool outlet_is_to_try(const struct outlet *outlet)
{
	for (unsigned i = 0; i < outlet->attended_count; i++) {
		const struct outlet_output *output = &outlet->output[outlet->attended[i]];

		if (!output->discarding && output->file.sink.method == SINK_AWAITED)
			return true;
	}
	return outlet_any_without_room(outlet);
}

bool outlet_empty(const struct outlet *outlet)
{
	for (unsigned i = 0; i < outlet->attended_count; i++)
		if (outfile_waiting(&outlet->output[outlet->attended[i]].file))
			return false;
	return true;
}

bool outlet_overdue(const struct outlet *outlet)
{
	for (unsigned i = 0; i < outlet->attended_count; i++)
		if (outfile_overdue(&outlet->output[outlet->attended[i]].file))
			return true;
	return false;
}

uint64_t outlet_next_turn(const struct outlet *outlet)
{
	for (unsigned i = 0; i < outlet->count && outlet->turn; i++)
		if (outlet->output[i].file.size)
			return outlet->turn;
	return 0;
}

void outlet_totals(const struct outlet *outlet, struct outlet_totals *totals)
{
	*totals = (struct outlet_totals){0};
	for (unsigned i = 0; i < outlet->count; i++) {
		totals->messages += outlet->output[i].messages;
		totals->bytes += outlet->output[i].bytes;
	}
	for (unsigned i = 0; i < outlet->capacity; i++) {
		totals->cut_messages += outlet->losses[i].cut;
		totals->cut_bytes += outlet->losses[i].cut_bytes;
		totals->dropped_messages += outlet->losses[i].dropped;
		totals->dropped_bytes += outlet->losses[i].dropped_bytes;
	}
}
