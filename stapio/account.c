/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A line of totals, and one of losses: a sentence for each cause. */
#include "stapio/account.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/report.h"
#include "relay/relay.h"
#include "stream/frame.h"

/* A wait for a CPU that is shorter than this is no news. */
#define LATE_US 100000

/* Names the CPUs that let their readers wait, busy with something else. */
static void report_late(const struct relay *relay)
{
	for (unsigned i = 0; i < relay_cpus(relay); i++) {
		struct relay_loss loss;

		relay_lost_on(relay, i, &loss);
		if (loss.late_us >= LATE_US)
			report_line("CPU %u was busy: what it printed was read up to %" PRIu64
				    " ms late.",
				loss.cpu, loss.late_us / 1000);
	}
}

void account_report_totals(const struct session *session)
{
	struct relay_totals totals;
	char lost[160] = "";

	relay_totals(session->relay, &totals);
	if (totals.never_came | totals.cut_messages | totals.dropped_messages)
		snprintf(lost, sizeof(lost),
			"; lost so far: %" PRIu64 " that never came, %" PRIu64
			" cut short, %" PRIu64 " dropped",
			totals.never_came, totals.cut_messages, totals.dropped_messages);
	report_line("%" PRIu64 " messages, %" PRIu64 " bytes, %" PRIu64 " reads, %" PRIu64
		    " wake-ups, at most %" PRIu64 " bytes in a CPU's relay buffer%s",
		totals.messages, totals.bytes, totals.reads, totals.wakeups, totals.peak_read,
		lost);
	report_late(session->relay);
}

/* May any relay buffer have been full? */
static bool any_full(const struct relay *relay)
{
	struct relay_loss loss = {0};

	for (unsigned i = 0; i < relay_cpus(relay) && !loss.overrun; i++)
		relay_lost_on(relay, i, &loss);
	return loss.overrun;
}

/* " of CPU 0 or 2": whose. */
static void name_full(FILE *line, const struct relay *relay)
{
	const char *before = " of CPU ";

	for (unsigned i = 0; i < relay_cpus(relay); i++) {
		struct relay_loss loss;

		relay_lost_on(relay, i, &loss);
		if (!loss.overrun)
			continue;
		fprintf(line, "%s%u", before, loss.cpu);
		before = " or ";
	}
}

/* The bytes of LOST messages, if those that found no room were as long as those that came. */
static double estimate_bytes(const struct relay_totals *totals, uint64_t lost)
{
	uint64_t never_written = lost > totals->cut_messages ? lost - totals->cut_messages : 0;
	double mean = (double)totals->bytes / (double)totals->messages;

	return (double)never_written * mean + (double)totals->cut_bytes;
}

static uint64_t cut(const struct relay_loss *loss)
{
	return loss->cut;
}

static uint64_t dropped(const struct relay_loss *loss)
{
	return loss->dropped;
}

/* " (CPU 0: 3, CPU 2: 1)": how many messages were lost on which CPU, as COUNT has it. */
static void list_cpus(
	FILE *line, const struct relay *relay, uint64_t (*count)(const struct relay_loss *loss))
{
	const char *before = " (";

	for (unsigned i = 0; i < relay_cpus(relay); i++) {
		struct relay_loss loss;

		relay_lost_on(relay, i, &loss);
		if (!count(&loss))
			continue;
		fprintf(line, "%sCPU %u: %" PRIu64, before, loss.cpu, count(&loss));
		before = ", ";
	}
	fputs(")", line);
}

/*
 * The module counts since it was loaded, cut messages too. What a flight
 * recorder wrote over before we came is no loss.
 */
uint64_t account_lost_in_kernel(const struct session *session, const struct relay_totals *totals)
{
	uint64_t told = session->transport_failures;
	uint64_t seen = session->options->attach ? 0 : totals->never_came + totals->cut_messages;

	return told > seen ? told : seen;
}

/*
 * What the module did not get into its buffers, or what was overwritten there.
 * Of what it never wrote it counts the messages only, for all CPUs together: we
 * name the CPUs whose buffers may have been full, and estimate the bytes.
 */
static void tell_lost_in_kernel(
	FILE *line, const struct session *session, const struct relay_totals *totals)
{
	bool attached = session->options->attach;
	bool loses_to_reads = transport_loses_to_reads(session->version);
	uint64_t lost = account_lost_in_kernel(session, totals);
	const char *since = attached ? " since it was loaded" : "";

	if (!lost)
		return;
	if (totals->unread && !any_full(session->relay)) {
		fprintf(line,
			" %" PRIu64 " messages were lost%s: a relay buffer could not be read.",
			lost, since);
		return;
	}
	if (loses_to_reads && !any_full(session->relay)) {
		fprintf(line,
			" %" PRIu64
			" messages were lost in the kernel%s, while the relay buffer was "
			"read: modules of SystemTap 4.4 and older drop what they print then.",
			lost, since);
		return;
	}
	if (session->dialect == DIALECT_4 && !any_full(session->relay)) {
		fprintf(line,
			" %" PRIu64 " messages were lost in the module%s: those of SystemTap 4.x "
			"drop one now and then at the end of a sub-buffer, those of 5.x do not.",
			lost, since);
		return;
	}
	fprintf(line, " %" PRIu64 " messages were lost in the kernel%s, where the relay buffer",
		lost, since);
	name_full(line, session->relay);
	fputs(loses_to_reads ? " was full, or was read" : " was full", line);
	if (totals->messages)
		fprintf(line, ": about %.0f bytes, going by those that came",
			estimate_bytes(totals, lost));
	if (totals->cut_messages) {
		fprintf(line, "; %" PRIu64 " of them were cut short", totals->cut_messages);
		list_cpus(line, session->relay, cut);
		fprintf(line, ", at %" PRIu64 " bytes", totals->cut_bytes);
	}
	fputs(". A larger buffer (-b MB) helps.", line);
}

/* Why messages were dropped, and what helps. */
static void tell_cause(FILE *line, const struct relay_totals *totals)
{
	if (!totals->failed) {
		fputs("no one read them before the end was asked for. A file (-o) helps.", line);
		return;
	}
	switch (totals->error) {
	case ENOSPC:
		fputs("the disk was full. Keeping only the last files (-S MB,N) helps.", line);
		break;
	case EDQUOT:
		fputs("the quota was used up. Keeping only the last files (-S MB,N) helps.", line);
		break;
	case EFBIG:
		fputs("the file was as large as it may be (ulimit -f). Smaller ones (-S MB) help.",
			line);
		break;
	case ENXIO:
		fputs("no one opened the output to read it.", line);
		break;
	case 0:
		fputs("the output took nothing.", line);
		break;
	default:
		fprintf(line, "the output failed: %s.", strerror(totals->error));
	}
}

static void tell_dropped(
	FILE *line, const struct session *session, const struct relay_totals *totals)
{
	if (!totals->dropped_messages)
		return;
	fprintf(line, " %" PRIu64 " messages of %" PRIu64 " bytes were dropped",
		totals->dropped_messages, totals->dropped_bytes);
	list_cpus(line, session->relay, dropped);
	fputs(", because ", line);
	tell_cause(line, totals);
}

static void tell_stray(FILE *line, const struct relay_totals *totals)
{
	if (totals->stray_bytes)
		fprintf(line,
			" %" PRIu64 " bytes in the relay buffers belonged to no message, or to "
			"one of over %u KiB, the most that is relayed.",
			totals->stray_bytes, FRAME_BODY_MAX / 1024);
}

static void tell_doubts(FILE *line, const struct relay_totals *totals)
{
	if (totals->doubts)
		fprintf(line,
			" %" PRIu64
			" messages may as well be others, or end elsewhere: a relay buffer "
			"ran full, and what is in it does not tell.",
			totals->doubts);
}

void account_report_loss(const struct session *session)
{
	struct relay_totals totals;
	char *text = NULL;
	size_t length;

	relay_totals(session->relay, &totals);
	if (totals.closed)
		return; /* who stopped reading wants to hear no more */
	FILE *line = open_memstream(&text, &length);
	if (!line)
		return;
	tell_lost_in_kernel(line, session, &totals);
	tell_dropped(line, session, &totals);
	tell_stray(line, &totals);
	tell_doubts(line, &totals);
	if (!fclose(line) && length)
		report_warning("%s", text + 1); /* behind the first blank */
	free(text);
}

bool account_lost_output(const struct session *session)
{
	struct relay_totals totals;

	relay_totals(session->relay, &totals);
	/* Where nothing could be read as output, that is no success of anything. */
	return totals.failed || totals.unread ||
	       (!totals.closed && !totals.messages && totals.stray_bytes);
}
