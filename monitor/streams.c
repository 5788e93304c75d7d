/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Two pipes, lines of what comes through them, and the way back to the terminal. */
#include "monitor/streams.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include "common/await.h"
#include "common/report.h"

/* Reports that are printed once more after the view, at most. */
#define KEPT_REPORTS 100u

/* A terminal that takes nothing for this long at the very end gets no more. */
#define PATIENCE_MS 5000

/* --- While the view is up -------------------------------------------------------------------- */

static int make_pipe(int *end, int *our_end, int our_flags)
{
	int ends[2];

	if (pipe2(ends, O_CLOEXEC) != 0)
		return -errno;
	fcntl(ends[0], F_SETFL, O_NONBLOCK);
	fcntl(ends[1], F_SETFL, our_flags);
	*end = ends[0];
	*our_end = ends[1];
	return 0;
}

int streams_open(struct streams *streams)
{
	int rc;

	streams->output = streams->output_end = streams->reports = streams->reports_end = -1;
	streams->errors = streams->out.sink.fd = -1;
	streams->report_stream.kind = streams->kept_stream.kind = PANE_REPORT;
	streams->terminal = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3);
	if (streams->terminal < 0)
		return -errno;
	rc = make_pipe(&streams->output, &streams->output_end, 0);
	if (!rc)
		rc = make_pipe(&streams->reports, &streams->reports_end, O_NONBLOCK);
	/* Reports never wait for the one who reads them, who may be their author. */
	if (!rc)
		fcntl(streams->reports_end, F_SETPIPE_SZ, 1 << 20);
	return rc;
}

void streams_take(struct streams *streams)
{
	dup2(streams->output_end, STDOUT_FILENO);
	if (!isatty(STDERR_FILENO))
		return; /* it goes where the user wants it */
	streams->errors = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
	dup2(streams->output_end, STDERR_FILENO);
	report_to_descriptor(streams->reports_end);
}

bool streams_read_output(struct streams *streams)
{
	ssize_t got = read(streams->output, streams->chunk, sizeof(streams->chunk));

	if (got <= 0)
		return false;
	pane_add(&streams->shown, &streams->output_stream, streams->chunk, (size_t)got);
	return true;
}

bool streams_read_reports(struct streams *streams)
{
	ssize_t got = read(streams->reports, streams->chunk, sizeof(streams->chunk));

	if (got <= 0)
		return false;
	pane_add(&streams->shown, &streams->report_stream, streams->chunk, (size_t)got);
	pane_add(&streams->kept, &streams->kept_stream, streams->chunk, (size_t)got);
	return true;
}

/* --- After it -------------------------------------------------------------------------------- */

/* Reports are said as all are, so that a terminal that takes nothing holds up nobody. */
static void print_kept(const struct pane *kept)
{
	if (kept->end - kept->begin > KEPT_REPORTS)
		report_line("(%" PRIu64 " earlier messages are not repeated.)",
			kept->end - kept->begin - KEPT_REPORTS);
	for (uint64_t i = kept->begin; i < kept->end; i++)
		if (kept->end - i <= KEPT_REPORTS)
			report_line(
				"%.*s", (int)pane_line(kept, i)->length, pane_line(kept, i)->text);
}

/* Puts the last page before what is passed on. */
static void put_last_page(struct streams *streams, int rows)
{
	const struct pane *pane = &streams->shown;
	const struct pane_stream *unended = &streams->output_stream;
	uint64_t first = pane->end;

	while (first > pane->begin && rows > 0)
		rows -= pane_line(pane, --first)->kind == PANE_OUTPUT;
	for (; first < pane->end; first++) {
		const struct pane_line *line = pane_line(pane, first);

		if (line->kind == PANE_OUTPUT) {
			outfile_put(&streams->out, line->text, line->length, 0);
			outfile_put(&streams->out, "\n", 1, 0);
		}
	}
	if (unended->used)
		outfile_put(&streams->out, unended->line, unended->used, 0);
}

bool streams_give_back(struct streams *streams, int rows)
{
	dup2(streams->terminal, STDOUT_FILENO);
	if (streams->errors >= 0) {
		dup2(streams->errors, STDERR_FILENO);
		report_to_descriptor(STDERR_FILENO);
	}
	while (streams_read_reports(streams))
		continue;
	print_kept(&streams->kept);
	streams->passing_on = outfile_open_stdout(&streams->out) == 0;
	if (streams->passing_on)
		put_last_page(streams, rows);
	return streams->passing_on;
}

bool streams_pass_on(struct streams *streams)
{
	enum sink_status status = streams->gone ? SINK_OK : outfile_flush(&streams->out);
	ssize_t got;

	while (status != SINK_BLOCKED &&
		(got = read(streams->output, streams->chunk, sizeof(streams->chunk))) > 0) {
		if (!streams->gone &&
			outfile_put(&streams->out, streams->chunk, (size_t)got, 0) == SINK_OK)
			status = outfile_flush(&streams->out);
		/* No terminal is full: the relay must come to its end all the same. */
		streams->gone |= status != SINK_OK && status != SINK_BLOCKED;
	}
	return status == SINK_BLOCKED;
}

int streams_slow(const struct streams *streams)
{
	return streams->out.sink.fd;
}

/* Prints what is left in the pipe, as long as the terminal takes it. */
static void print_rest(struct streams *streams)
{
	struct pollfd terminal = {.fd = streams_slow(streams), .events = POLLOUT};

	while (streams_pass_on(streams) && await(&terminal, 1, PATIENCE_MS) > 0)
		continue;
	outfile_close(&streams->out);
}

static _Noreturn void read_on(const struct streams *streams)
{
	fcntl(streams->output, F_SETFL, 0);
	dup2(streams->output, STDIN_FILENO);
	dup2(streams->terminal, STDOUT_FILENO);
	execlp("cat", "cat", (char *)NULL);
	_exit(127);
}

/*
 * A command that outlives the session, of -c or the script's, goes on printing
 * to our pipe: then another program reads that on.
 */
static void leave_pipe(struct streams *streams)
{
	struct pollfd pipe = {.fd = streams->output};

	close(streams->output_end);
	streams->output_end = -1;
	if (await(&pipe, 1, 0) != 0 || fork() != 0)
		return;
	read_on(streams);
}

void streams_close(struct streams *streams)
{
	if (streams->passing_on) {
		print_rest(streams);
		leave_pipe(streams);
	}
	const int descriptors[] = {streams->output, streams->output_end, streams->reports,
		streams->reports_end, streams->terminal, streams->errors};
	for (size_t i = 0; i < sizeof(descriptors) / sizeof(descriptors[0]); i++)
		if (descriptors[i] >= 0)
			close(descriptors[i]);
	pane_free(&streams->shown);
	pane_free(&streams->kept);
}
