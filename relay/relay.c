/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the main thread does with the relay: open, start, command, ask, close. */
#include "relay/relay.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "common/report.h"
#include "common/thread.h"
#include "relay/clock.h"
#include "relay/cpus.h"
#include "relay/rounds.h"
#include "relay/wake.h"

/* The thread's stack: the usual 8 MB, with what lies beside it, the kernel may give a huge page. */
#define STACK_SIZE (512u * 1024)

int relay_open(struct relay **result, int folder, bool fresh)
{
	struct relay *relay = calloc(1, sizeof(*relay));
	int rc = relay ? intake_open(&relay->intake, folder, fresh) : -ENOMEM;

	if (rc) {
		report_error("Couldn't open the module's relay buffers: %s%s", strerror(-rc),
			rc == -EMFILE ? ". A higher limit (ulimit -n) helps: three for each CPU."
				      : "");
		free(relay);
		return rc;
	}
	relay->event = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	relay->command = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	relay->cpus = cpus_listen();
	if (relay->event < 0 || relay->command < 0) {
		report_error("Couldn't make an eventfd for the relay: %s", strerror(errno));
		relay_close(relay);
		return -EMFILE;
	}
	*result = relay;
	return 0;
}

/* In bulk mode the thread of each CPU gives out what it reads. */
static bool may_pass(void *context, unsigned index)
{
	struct relay *relay = context;

	return outlet_lend(&relay->outlet, index);
}

static bool pass_on(void *context, struct merge_source *source, unsigned index)
{
	struct relay *relay = context;
	bool all = outlet_give_lent(&relay->outlet, source, index);

	relay_tell_watcher(relay);
	return all;
}

static int allocate(struct relay *relay, const struct relay_config *config)
{
	struct intake *intake = &relay->intake;
	unsigned capacity = intake->files.capacity;
	const struct intake_passing passing = {may_pass, pass_on, relay};

	intake->files.aloof = config->loses_to_reads;
	relay->heap = calloc(capacity, sizeof(*relay->heap));
	relay->polls = calloc(POLL_OUTPUTS + capacity, sizeof(*relay->polls));
	if (!relay->heap || !relay->polls)
		return -ENOMEM;
	int rc = intake_start(intake, config->dialect, config->transport, config->read_delay_ms,
		config->output.per_cpu ? &passing : NULL);
	if (!rc)
		rc = outlet_open(&relay->outlet, &config->output, capacity);
	if (rc)
		return rc;
	merge_init(&relay->merge, intake->sources, relay->heap, intake->count, intake->fresh);
	relay->merge.doubts = true;
	pace_init(&relay->pace, config->read_delay_ms);
	relay->turn_ms = config->read_delay_ms ? (int)config->read_delay_ms : TURN_MS;
	return 0;
}

/* Opens the outputs of the CPUs that came behind the first COUNT. */
static int open_outputs(struct relay *relay, unsigned count)
{
	int rc = 0;

	for (unsigned i = count; i < relay->intake.count && !rc; i++)
		rc = outlet_add(&relay->outlet, relay->intake.files.file[i].cpu);
	return rc;
}

int relay_start(struct relay *relay, const struct relay_config *config)
{
	int rc = allocate(relay, config), told = 0;

	if (!rc)
		rc = told = open_outputs(relay, 0);
	if (!rc)
		rc = -thread_start(&relay->thread, STACK_SIZE, relay_rounds, relay);
	if (rc && !told)
		report_error("Couldn't begin to read the relay buffers: %s", strerror(-rc));
	relay->running = !rc;
	return rc;
}

static void command(struct relay *relay, unsigned what)
{
	atomic_fetch_or(&relay->commands, what);
	wake(relay->command);
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
		relay_set_state(relay, RELAY_FINISHED);
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

void relay_leave(struct relay *relay)
{
	finish(relay, COMMAND_LEAVE);
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
	const struct outlet *outlet = &relay->outlet;
	struct outlet_totals given = {0};

	*totals = (struct relay_totals){
		.never_came = relay->never_came,
		.closed = relay->closed,
		.failed = outlet->failed,
		.error = outlet->error,
		.unread = relay->intake.failed,
		.wakeups = relay->wakeups,
	};
	if (!relay->running)
		return;
	for (unsigned i = 0; i < relay->intake.count; i++) {
		const struct intake_reader *reader = &relay->intake.readers[i];

		totals->reads += reader->reads;
		totals->wakeups += reader->wakeups;
		totals->stray_bytes += relay->intake.sources[i].stream.stray;
		totals->doubts += relay->intake.sources[i].stream.doubts;
		if (reader->peak_read > totals->peak_read)
			totals->peak_read = reader->peak_read;
	}
	outlet_totals(outlet, &given);
	totals->messages = given.messages;
	totals->bytes = given.bytes;
	totals->cut_messages = given.cut_messages;
	totals->cut_bytes = given.cut_bytes;
	totals->dropped_messages = given.dropped_messages;
	totals->dropped_bytes = given.dropped_bytes;
}

unsigned relay_cpus(const struct relay *relay)
{
	return relay->intake.count;
}

void relay_lost_on(const struct relay *relay, unsigned index, struct relay_loss *loss)
{
	*loss = (struct relay_loss){.cpu = relay->intake.files.file[index].cpu};
	if (!relay->running)
		return;
	loss->overrun = relay->intake.readers[index].overrun;
	loss->cut = relay->outlet.losses[index].cut;
	loss->dropped = relay->outlet.losses[index].dropped;
	loss->late_us = intake_late_us(&relay->intake, index, clock_now());
}

unsigned relay_outputs(const struct relay *relay)
{
	return relay->outlet.count;
}

void relay_look_at(const struct relay *relay, unsigned index, struct relay_output *output)
{
	const struct outlet_output *of = &relay->outlet.output[index];

	outfile_copy_name(&of->file, output->name, sizeof(output->name));
	output->cpu = relay->outlet.config.per_cpu ? (int)of->cpu : -1;
	output->bytes = of->file.written;
	output->begun = of->file.begun;
}

void relay_watch(struct relay *relay)
{
	atomic_store(&relay->watched, true);
}

bool relay_moved(const struct relay *relay)
{
	return !atomic_load(&relay->watched);
}

int relay_close(struct relay *relay)
{
	if (relay->running)
		pthread_join(relay->thread, NULL);
	int rc = outlet_free(&relay->outlet);
	intake_close(&relay->intake);
	const int fds[] = {relay->event, relay->command, relay->cpus};
	for (unsigned i = 0; i < sizeof(fds) / sizeof(fds[0]); i++)
		if (fds[i] >= 0)
			close(fds[i]);
	free(relay->heap);
	free(relay->polls);
	free(relay);
	return rc;
}
