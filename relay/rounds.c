/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The relay's thread goes round: it waits for what others have read, takes it in,
 * gives out what is in order, and has them read on. The intake knows what is to be
 * read, the outlet what goes where; decided here is when each has its turn, and when
 * all of it ends.
 */
#include "relay/rounds.h"

#include <string.h>
#include <sys/eventfd.h>

#include "common/await.h"
#include "common/report.h"
#include "relay/clock.h"
#include "relay/cpus.h"
#include "relay/wake.h"

/* How long a module that prints on and on is read once detaching was asked for. */
#define DETACH_MS 1000

/* How long a reader may wait for its CPU once the module has printed all: it may read anywhere. */
#define LET_GO_MS 100

/* And while the module goes on, but the user waits no longer: what is left is lost. */
#define GIVE_UP_MS 1000

/* How soon a full disk is tried again, or a FIFO that no one reads yet. */
#define RETRY_MS 250

/* How soon a next file that could not be opened is tried again. */
#define NEXT_FILE_MS 1000

void relay_set_state(struct relay *relay, enum relay_state state)
{
	if (atomic_exchange(&relay->state, (int)state) != (int)state)
		wake(relay->event);
}

void relay_tell_watcher(struct relay *relay)
{
	if (atomic_load(&relay->watched) && atomic_exchange(&relay->watched, false))
		wake(relay->event);
}

/* --- Giving out ------------------------------------------------------------------------------ */

/* The output is gone: what comes is counted and dropped, and that is no one's loss. */
static void output_closed(struct relay *relay)
{
	outlet_discard(&relay->outlet);
	intake_recall(&relay->intake);
	relay->closed = true;
	relay_set_state(relay, RELAY_CLOSED);
}

/* What the order says of losses. A number that is missing while we leave may stay behind. */
static void note_losses(struct relay *relay)
{
	if (!relay->detaching || relay->intake.closed_count == 0)
		relay->never_came = relay->merge.lost;
}

/* A CPU that has come online has a trace file that was not there before. True when there is one. */
static bool look_for_cpus(struct relay *relay)
{
	struct intake *intake = &relay->intake;
	unsigned known = intake->count;
	int rc = intake_look_for_more(intake);

	if (rc && rc != relay->look_error)
		report_warning(
			"Couldn't look for relay buffers of CPUs that came online, or open them: %s",
			strerror(-rc));
	relay->look_error = rc;
	for (unsigned i = known; i < intake->count; i++)
		if (outlet_add(&relay->outlet, intake->files.file[i].cpu)) {
			intake_give_up(intake, i);
			intake->failed = true;
		}
	relay->merge.count = intake->count;
	return intake->count > known;
}

/* True when what comes of all CPUs is one stream in order. */
static bool is_merged(const struct relay *relay)
{
	return !relay->outlet.raw && !relay->outlet.config.per_cpu;
}

/* Gives out what is in order. */
static void give(struct relay *relay)
{
	const struct intake_list *touched = &relay->intake.touched;

	if (!outlet_give(&relay->outlet, &relay->merge, touched->index, touched->count)) {
		output_closed(relay);
		outlet_give(&relay->outlet, &relay->merge, touched->index, touched->count);
	}
}

/* True when something is left in the source of trace file INDEX of which nothing else tells. */
static bool is_to_settle(const void *context, unsigned index)
{
	const struct relay *relay = context;
	const struct merge_source *source = &relay->intake.sources[index];
	bool unfinished = !source->complete && source->begin != source->end;

	return (source->has_head && !is_merged(relay)) ||
	       (unfinished && !relay->intake.readers[index].thread);
}

static void give_out(struct relay *relay)
{
	const struct intake_list *touched = &relay->intake.touched;
	struct merge *merge = &relay->merge;

	merge->final = intake_all_closed(&relay->intake);
	merge->news = true;
	relay->outlet.raw = relay->intake.transport != TRANSPORT_FRAMES;
	for (unsigned i = 0; i < touched->count && is_merged(relay); i++)
		merge_refill(merge, touched->index[i]);
	for (unsigned i = 0; i < touched->count && relay->outlet.config.per_cpu; i++)
		outlet_take_back(&relay->outlet, touched->index[i]);
	uint64_t before = relay->outlet.given;
	give(relay);
	while (merge->in_doubt) {
		merge->in_doubt = false;
		/* What is missing may have been printed on a CPU that just came online. */
		if (look_for_cpus(relay)) {
			merge->final = false;
			break;
		}
		merge->believes = true;
		give(relay);
	}
	intake_settle(&relay->intake, is_to_settle, relay);
	relay->gave = relay->outlet.given != before;
	if (relay->gave)
		relay_tell_watcher(relay);
	note_losses(relay);
}

/* True when frames are there of which it is not proven that they are next. */
static bool lacks_proof(const struct relay *relay)
{
	bool waits = relay->merge.heap_size || relay->merge.asked;

	return waits && !outlet_held_up(&relay->outlet, 0);
}

/* --- Waiting --------------------------------------------------------------------------------- */

static bool may_read(const struct relay *relay, unsigned index)
{
	return !relay->leaving && !outlet_held_up(&relay->outlet, index) &&
	       intake_may_read(&relay->intake, index);
}

static bool readable(const void *context, unsigned index)
{
	return may_read(context, index);
}

/* True when a source can give something out that it could not before, as room was made. */
static bool output_became_free(const struct relay *relay)
{
	const struct intake *intake = &relay->intake;

	if (is_merged(relay))
		return relay->gave && relay->merge.heap_size && !outlet_held_up(&relay->outlet, 0);
	for (unsigned i = 0; i < intake->touched.count; i++) {
		unsigned index = intake->touched.index[i];

		if (intake->sources[index].has_head && !outlet_held_up(&relay->outlet, index))
			return true;
	}
	return false;
}

/* True when trace file INDEX, which no thread reads, can be read on without anything telling so. */
static bool is_to_read_on(const struct relay *relay, unsigned index)
{
	const struct intake *intake = &relay->intake;

	if (intake->readers[index].thread || intake_closed(intake, index))
		return false;
	/* Room for the rest of the last frame was made just now. */
	return may_read(relay, index) || (relay->leaving && !outlet_held_up(&relay->outlet, index));
}

/* True when there is something to do that no descriptor will tell of. */
static bool work_left(const struct relay *relay)
{
	const struct intake *intake = &relay->intake;
	const struct recency *open = &intake->open;
	const struct intake_list *touched = &intake->touched;

	if (output_became_free(relay))
		return true;
	for (unsigned i = 0; i < touched->count; i++)
		if (is_to_settle(relay, touched->index[i]) &&
			is_to_read_on(relay, touched->index[i]))
			return true;
	if (!intake->finishing)
		return false;
	for (unsigned i = recency_first(open); i != open->end; i = recency_next(open, i))
		if (is_to_read_on(relay, i))
			return true;
	return false;
}

/* Milliseconds until what the outputs do not take is given up; -1: it is waited for. */
static int patience_ms(struct relay *relay)
{
	const struct outlet *outlet = &relay->outlet;
	const struct patience_case present = {
		.finishing = relay->intake.finishing,
		.hurried = relay->hurried,
		.abandoned = relay->abandoned,
		.slow = outlet_any_slow(outlet),
		.no_room = outlet_any_without_room(outlet),
		.taken = outlet->taken,
	};
	uint64_t left = patience_left(&relay->patience, &present, clock_now());

	return left == PATIENCE_ENDLESS ? -1 : clock_ms(left);
}

/* A next file that could not be opened is tried again now and then. */
static void look_after_next_file(struct relay *relay)
{
	if (!outlet_overdue(&relay->outlet)) {
		relay->next_file = 0;
		return;
	}
	bool due = relay->next_file && !clock_ms_until(relay->next_file);
	if (due || !relay->next_file)
		relay->next_file = clock_in_ms(NEXT_FILE_MS);
	if (due && !outlet_try_again(&relay->outlet))
		output_closed(relay);
}

/* A next file that is begun for its time. */
static void look_after_turn(struct relay *relay)
{
	uint64_t turn = outlet_next_turn(&relay->outlet);

	if (!turn || clock_ms_until(turn))
		return;
	if (!outlet_turn(&relay->outlet))
		output_closed(relay);
}

/* Fills the poll set, but for news while RESTING. Returns how much of it is used. */
static nfds_t fill_polls(struct relay *relay, bool resting)
{
	const struct intake *intake = &relay->intake;
	const struct outlet *outlet = &relay->outlet;
	bool held_up = !outlet->config.per_cpu && outlet_held_up(outlet, 0);
	const int fds[] = {
		[POLL_COMMAND] = relay->command,
		[POLL_CPUS] = relay->cpus,
		[POLL_ANSWERS] = intake_answers(intake),
		[POLL_NEWS] = resting || held_up || relay->leaving ? -1 : intake_news(intake),
	};

	for (unsigned i = 0; i < POLL_OUTPUTS; i++)
		relay->polls[i] = (struct pollfd){.fd = fds[i], .events = POLLIN};
	outlet_fill_polls(outlet, relay->polls + POLL_OUTPUTS);
	return POLL_OUTPUTS + outlet->attended_count;
}

/* The sooner of two timeouts of poll(2), of which -1 is none. */
static int sooner(int timeout, int other)
{
	return timeout < 0 || (other >= 0 && other < timeout) ? other : timeout;
}

/* Milliseconds until something is due whatever happens; -1: nothing is. */
static int time_left(const struct relay *relay)
{
	const struct intake *intake = &relay->intake;
	int timeout = -1;

	if (intake_takes_turns(intake) && !intake->finishing)
		timeout = sooner(timeout, relay->turn_ms);
	if (relay->detaching && !relay->leaving)
		timeout = sooner(timeout, clock_ms_until(relay->detach_until));
	if (intake->finishing && relay->wait_until)
		timeout = sooner(timeout, clock_ms_until(relay->wait_until));
	if (outlet_is_to_try(&relay->outlet))
		timeout = sooner(timeout, RETRY_MS);
	if (outlet_next_turn(&relay->outlet))
		timeout = sooner(timeout, clock_ms_until(outlet_next_turn(&relay->outlet)));
	if (relay->next_file)
		timeout = sooner(timeout, clock_ms_until(relay->next_file));
	return timeout;
}

/* Waits until there is something to do. */
static void wait_for_work(struct relay *relay)
{
	int patience = patience_ms(relay), rest = 0;
	int timeout = sooner(time_left(relay), patience);

	if (patience == 0 && relay->hurried)
		outlet_discard(&relay->outlet);
	else if (patience == 0)
		outlet_give_up(&relay->outlet);
	if (work_left(relay))
		timeout = 0;
	else if (!relay->intake.finishing)
		rest = clock_ms(pace_left(&relay->pace, clock_now()));
	if (rest)
		timeout = sooner(timeout, rest);

	nfds_t used = fill_polls(relay, rest > 0);
	if (await(relay->polls, used, timeout) < 0)
		for (unsigned i = 0; i < used; i++)
			relay->polls[i].fd = -1; /* nothing was learned */
	counter_add(&relay->wakeups, 1);
	if (!outlet_look(&relay->outlet, relay->polls + POLL_OUTPUTS))
		output_closed(relay);
}

/* --- The thread ------------------------------------------------------------------------------ */

/* True when the last poll(2) said that WHAT, POLL_..., has something. */
static bool is_told(const struct relay *relay, unsigned what)
{
	return relay->polls[what].fd >= 0 && relay->polls[what].revents;
}

static void begin_end(struct relay *relay, unsigned commands)
{
	bool for_good = commands & COMMAND_FINISH;

	look_for_cpus(relay); /* of a CPU that came in a container we hear nothing */
	relay->detaching = !for_good && commands & COMMAND_DETACH;
	intake_finish(&relay->intake, for_good);
	relay->detach_until = clock_in_ms(DETACH_MS);
	relay->wait_until = relay->detaching ? 0 : clock_in_ms(for_good ? LET_GO_MS : GIVE_UP_MS);
}

static void wait_no_longer(struct intake *intake)
{
	if (intake->for_good)
		intake_let_go(intake);
	else
		intake_give_up_rest(intake);
}

static void obey(struct relay *relay)
{
	eventfd_t ignored;
	unsigned commands = atomic_exchange(&relay->commands, 0);

	if (is_told(relay, POLL_COMMAND))
		eventfd_read(relay->command, &ignored);
	if (is_told(relay, POLL_CPUS)) {
		cpus_hear(relay->cpus);
		look_for_cpus(relay);
	}
	if (commands & COMMAND_SWITCH && !outlet_switch(&relay->outlet))
		output_closed(relay);
	if (commands & COMMAND_SWITCH)
		intake_recall(&relay->intake);
	relay->hurried |= commands & (COMMAND_HURRY | COMMAND_ABANDON);
	relay->abandoned |= commands & COMMAND_ABANDON;
	if (commands & (COMMAND_FINISH | COMMAND_DETACH | COMMAND_LEAVE) &&
		!relay->intake.finishing)
		begin_end(relay, commands);
	if (relay->wait_until && !clock_ms_until(relay->wait_until)) {
		wait_no_longer(&relay->intake);
		relay->wait_until = 0;
	}
	relay->leaving =
		relay->detaching && (relay->hurried || !clock_ms_until(relay->detach_until));
	relay->hurried |= relay->leaving; /* nor is the output waited for without an end */
}

static void take_in(struct relay *relay)
{
	struct intake *intake = &relay->intake;

	if (is_told(relay, POLL_ANSWERS))
		intake_collect(intake);
	if (relay->leaving && !intake->ended)
		intake_end_threads(intake);
	/* A file that is empty at the end need not be read. */
	if (intake->finishing && !intake_takes_turns(intake) && !intake->looked)
		intake_look(intake, true);
	intake_read_news(intake, is_told(relay, POLL_NEWS), readable, relay);
	if (relay->leaving)
		intake_read_rest(intake);
	if (intake->gathered && pace_rest(&relay->pace, intake->gathered, clock_now()))
		pace_alone(&relay->pace);
}

/* True when nothing comes any more, and what came has gone out. */
static bool all_done(const struct relay *relay)
{
	return relay->merge.final && !relay->intake.touched.count && !relay->merge.heap_size &&
	       outlet_empty(&relay->outlet);
}

void *relay_rounds(void *argument)
{
	struct relay *relay = argument;

	do {
		wait_for_work(relay);
		obey(relay);
		take_in(relay);
		give_out(relay);
		while (lacks_proof(relay) && !relay->intake.looked && !relay->gave) {
			relay->intake.behind_heads = relay->merge.asked;
			intake_look(&relay->intake, false);
			give_out(relay);
		}
		intake_ask_on(&relay->intake, readable, relay);
		look_after_next_file(relay);
		look_after_turn(relay);
	} while (!all_done(relay));
	/* Who could not look for a CPU that came online has missed one where numbers are missing,
	 * or don't tell. */
	if (relay->look_error && (relay->never_came || !is_merged(relay)))
		relay->intake.failed = true;
	/* Who reads it sees its end now, not when the module has been removed. */
	outlet_close(&relay->outlet);
	intake_end_threads(&relay->intake);
	relay_set_state(relay, RELAY_FINISHED);
	return NULL;
}
