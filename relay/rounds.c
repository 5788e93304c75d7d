/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One thread, rounds of: wait for what others have read, take it in, give out
 * what is in order, have them read on. What is to be read the intake knows, what
 * goes where the outlet; here is decided when each has its turn, and when all of
 * it ends.
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

/* How long a reader may wait for its CPU once the module has printed all. */
#define LET_GO_MS 2000

/* How soon a full disk is tried again, or a FIFO that no one reads yet. */
#define RETRY_MS 250

/* How soon a next file that could not be opened is tried again. */
#define NEXT_FILE_MS 1000

void relay_set_state(struct relay *relay, enum relay_state state)
{
	if (atomic_exchange(&relay->state, (int)state) != (int)state)
		wake(relay->event);
}

/* --- Giving out ------------------------------------------------------------------------------ */

/* The output is gone: what comes is counted and dropped, and that is no one's loss. */
static void output_closed(struct relay *relay)
{
	outlet_discard(&relay->outlet);
	relay->closed = true;
	relay_set_state(relay, RELAY_CLOSED);
}

/* What the reading and the order say of losses. */
static void note_losses(struct relay *relay)
{
	uint64_t stray = 0;

	for (unsigned i = 0; i < relay->intake.count; i++)
		stray += relay->intake.sources[i].stream.stray;
	relay->stray_bytes = stray;
	/* A number that is missing while we leave may be one that stays behind. */
	if (!relay->detaching || intake_closed_count(&relay->intake) == 0)
		relay->never_came = relay->merge.lost;
}

/* A CPU that has come online has a trace file that was not there before. True when there is one. */
static bool look_for_cpus(struct relay *relay)
{
	struct intake *intake = &relay->intake;
	unsigned known = intake->count;
	int rc = intake_look_for_more(intake);

	if (rc)
		report_warning("Couldn't open the relay buffer of a CPU that came online: %s",
			strerror(-rc));
	for (unsigned i = known; i < intake->count; i++)
		if (outlet_add(&relay->outlet, intake->files.file[i].cpu))
			intake_give_up(intake, i);
	relay->merge.count = intake->count;
	return intake->count > known;
}

/* Gives out what is in order. */
static void give(struct relay *relay)
{
	if (!outlet_give(&relay->outlet, &relay->merge)) {
		output_closed(relay);
		outlet_give(&relay->outlet, &relay->merge);
	}
}

static void give_out(struct relay *relay)
{
	struct merge *merge = &relay->merge;
	bool framed = relay->intake.transport == TRANSPORT_FRAMES;
	bool merged = framed && !relay->outlet.config.per_cpu;

	merge->final = intake_closed_count(&relay->intake) == relay->intake.count;
	relay->outlet.raw = !framed;
	for (unsigned i = 0; i < relay->intake.count && merged; i++)
		merge_refill(merge, i);
	uint64_t before = relay->outlet.messages;
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
	relay->gave = relay->outlet.messages != before;
	if (relay->gave && atomic_load(&relay->watched) && atomic_exchange(&relay->watched, false))
		wake(relay->event);
	note_losses(relay);
}

/* True when frames are there of which it is not proven that they are next. */
static bool lacks_proof(const struct relay *relay)
{
	return relay->merge.heap_size && !outlet_held_up(&relay->outlet, 0);
}

/* --- Waiting --------------------------------------------------------------------------------- */

static bool may_read(const struct relay *relay, unsigned index)
{
	return !relay->leaving && !outlet_held_up(&relay->outlet, index) &&
	       intake_may_read(&relay->intake, index);
}

/* True when there is something to do with trace file INDEX that no descriptor will tell of. */
static bool work_left_on(const struct relay *relay, unsigned index)
{
	const struct intake *intake = &relay->intake;
	const struct merge_source *source = &intake->sources[index];
	bool unfinished = !source->complete && source->begin != source->end;

	/* The output became free just after it took no more. */
	if (source->has_head && !outlet_held_up(&relay->outlet, index) &&
		(relay->gave || relay->outlet.config.per_cpu || relay->outlet.raw))
		return true;
	if (intake->readers[index].thread)
		return false;
	if ((intake->finishing || unfinished) && may_read(relay, index))
		return true;
	/* Room for the rest of the last frame was made just now. */
	return relay->leaving && !intake_closed(intake, index) &&
	       !outlet_held_up(&relay->outlet, index);
}

static bool work_left(const struct relay *relay)
{
	for (unsigned i = 0; i < relay->intake.count; i++)
		if (work_left_on(relay, i))
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
		.taken = outlet_written(outlet),
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
	return POLL_OUTPUTS + outlet->count;
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
	if (intake->finishing && relay->let_go)
		timeout = sooner(timeout, clock_ms_until(relay->let_go));
	if (outlet_is_to_try(&relay->outlet))
		timeout = sooner(timeout, RETRY_MS);
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

static void obey(struct relay *relay)
{
	eventfd_t ignored;
	unsigned commands = atomic_exchange(&relay->commands, 0);

	if (relay->polls[POLL_COMMAND].fd >= 0 && relay->polls[POLL_COMMAND].revents)
		eventfd_read(relay->command, &ignored);
	if (relay->polls[POLL_CPUS].fd >= 0 && relay->polls[POLL_CPUS].revents) {
		cpus_hear(relay->cpus);
		look_for_cpus(relay);
	}
	if (commands & COMMAND_SWITCH && !outlet_switch(&relay->outlet))
		output_closed(relay);
	relay->hurried |= commands & (COMMAND_HURRY | COMMAND_ABANDON);
	relay->abandoned |= commands & COMMAND_ABANDON;
	if (commands & (COMMAND_FINISH | COMMAND_DETACH) && !relay->intake.finishing) {
		look_for_cpus(relay); /* of a CPU that came in a container we hear nothing */
		intake_finish(&relay->intake);
		relay->detaching = commands & COMMAND_DETACH;
		relay->detach_until = clock_in_ms(DETACH_MS);
		relay->let_go = relay->detaching ? 0 : clock_in_ms(LET_GO_MS);
	}
	if (relay->let_go && !clock_ms_until(relay->let_go)) {
		intake_let_go(&relay->intake);
		relay->let_go = 0;
	}
	relay->leaving =
		relay->detaching && (relay->hurried || !clock_ms_until(relay->detach_until));
}

static bool readable(const void *context, unsigned index)
{
	return may_read(context, index);
}

static void take_in(struct relay *relay)
{
	struct intake *intake = &relay->intake;

	intake_collect(intake);
	if (relay->leaving && !intake->ended)
		intake_end_threads(intake);
	/* At the end, who is empty need not be read. */
	if (intake->finishing && !intake_takes_turns(intake) && !intake->looked)
		intake_look(intake);
	intake_read_news(intake, readable, relay);
	if (relay->leaving)
		intake_read_rest(intake);
	if (intake->gathered && pace_rest(&relay->pace, intake->gathered, clock_now()))
		pace_alone(&relay->pace);
}

/* Has all be read again that may. */
static void ask_on(struct relay *relay)
{
	struct intake *intake = &relay->intake;

	for (unsigned i = 0; i < intake->active_count; i++)
		if (may_read(relay, intake->active[i]))
			intake_ask(intake, intake->active[i]);
}

/* True when nothing comes any more, and what came has gone out. */
static bool all_done(const struct relay *relay)
{
	for (unsigned i = 0; i < relay->intake.count; i++)
		if (relay->intake.sources[i].has_head)
			return false;
	return relay->merge.final && outlet_empty(&relay->outlet);
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
			intake_look(&relay->intake);
			give_out(relay);
		}
		ask_on(relay);
		look_after_next_file(relay);
	} while (!all_done(relay));
	/* Who reads it sees its end now, not when the module has been removed. */
	outlet_close(&relay->outlet);
	relay_set_state(relay, RELAY_FINISHED);
	return NULL;
}
