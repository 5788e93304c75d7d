/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Where standard output and standard error go while the view is up: by pipes
 * into lines that it shows, so that nothing that the relay, a report, system()
 * or -c prints disturbs the screen. Afterwards what was seen is printed, and
 * what still comes is passed on to the terminal.
 */
#ifndef MONITOR_STREAMS_H
#define MONITOR_STREAMS_H

#include <stdbool.h>

#include "monitor/pane.h"
#include "relay/outfile.h"

/* How much of a pipe is taken at a time: its size. */
#define STREAMS_CHUNK (64u * 1024)

struct streams {
	int output, output_end; /* the pipe that is standard output: for reading, and ours */
	int reports, reports_end;
	int terminal, errors; /* what standard output and (or -1) error were */
	bool passing_on;
	bool gone;          /* the terminal: what comes is dropped */
	struct pane shown;  /* everything */
	struct pane kept;   /* reports alone */
	struct outfile out; /* while passing on */
	struct pane_stream output_stream, report_stream, kept_stream;
	char chunk[STREAMS_CHUNK];
};

/* Makes the pipes. STREAMS is to be closed in either case. Returns 0 or -errno. */
int streams_open(struct streams *streams);

/* What this process and its children print goes into the pipes from here on. */
void streams_take(struct streams *streams);

/* Takes what the pipe of the output, or that of reports, has. False: it had nothing. */
bool streams_read_output(struct streams *streams);
bool streams_read_reports(struct streams *streams);

/*
 * The view is gone: gives standard output and error back and prints what would be
 * missed of what was on the screen, which is all reports and the last page of output,
 * of ROWS lines. False: nothing can be passed on.
 */
bool streams_give_back(struct streams *streams, int rows);

/*
 * Passes on what is in the pipe of the output. True: the terminal is slow, and
 * streams_slow() is to be polled for POLLOUT; else it is the pipe that is waited for.
 */
bool streams_pass_on(struct streams *streams);
int streams_slow(const struct streams *streams);

/*
 * Passes on what is left, if anything was passed on, as long as the terminal takes it,
 * and leaves the pipe to another program where a command still prints to it; closes
 * and frees all.
 */
void streams_close(struct streams *streams);

#endif
