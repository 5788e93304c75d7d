/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The relay buffers as files: trace0 ... traceN in a module's folder, one for
 * each CPU that was online at load or came online since, each read on its own CPU. A read closes
 * the current sub-buffer, under the print lock of the CPU that the reader runs
 * on: from another CPU it would race with the writer.
 */
#ifndef RELAY_TRACE_FILES_H
#define RELAY_TRACE_FILES_H

#include <sched.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "stream/subbufs.h"

struct trace_file {
	int fd;
	unsigned cpu;
	/* For measuring sub-buffers: */
	uint64_t position; /* in the relay buffer, after the last read */
	bool at_end;       /* that is the end of all that was written by then */
	unsigned reads;    /* so many were looked at */
	bool exposed; /* the last read was not on its CPU, and that one may have been printing */
	bool warned;  /* that its CPU is out of reach */
};

struct trace_files {
	int folder;
	unsigned count, capacity;
	unsigned sorted;         /* of FILE, which are found fast */
	struct trace_file *file; /* by number of the CPU; those that came later behind them */
	cpu_set_t *home, *there; /* where the thread may run, and one CPU of it */
	size_t cpu_set_size;
	bool away;     /* the thread is pinned to some CPU */
	bool only_cpu; /* of this machine: the thread is there anyway */
	bool aloof;    /* read from any CPU but that which prints to it */
	uint32_t subbuf_size;
	bool measured; /* that is certain */
};

/*
 * Opens all trace files of the module in FOLDER, a descriptor. Returns 0 or -errno.
 * FILES->capacity is how many there can ever be.
 */
int trace_files_open(struct trace_files *files, int folder);

/*
 * Opens the trace files that have come since: behind those that were there,
 * which keep their places. Returns 0 or -errno; what could be opened is there
 * in either case.
 */
int trace_files_look_again(struct trace_files *files);

/*
 * File INDEX of FILES alone, for another thread to read; its member THERE, NULL
 * when there is no memory, is to be freed by CPU_FREE, all else stays FILES'.
 */
struct trace_files trace_files_view(const struct trace_files *files, unsigned index);

/*
 * For a module that runs as a flight recorder, before its control channel is
 * opened: has the kernel forget what was overwritten. It does so when it is
 * asked for data, but no more once the recording has stopped for want of room,
 * and would then give out the buffer from its middle and several times over.
 * Takes nothing out of the buffers.
 */
void trace_files_catch_up(struct trace_files *files);

/*
 * Moves the calling thread to the CPU of file INDEX and reads up to SIZE bytes
 * of it into DATA. Returns their number, less than SIZE when the file is empty
 * now; or -errno. Where the thread may not go it reads from where it is: on an
 * offline CPU nothing is printed; for one outside of our cpuset there is no
 * better way, and that is reported once. Such a file is then EXPOSED: that it
 * seemed empty proves nothing, as a message may have been half-written.
 */
ssize_t trace_files_read(struct trace_files *files, unsigned index, void *data, size_t size);

/*
 * How many bytes were ever put into file INDEX, as far as its sub-buffers are
 * complete; asked without a read, which would close one, and from any CPU. 0
 * when that is not known.
 */
uint64_t trace_files_produced(const struct trace_files *files, unsigned index);

/*
 * Puts into *READ what trace file INDEX tells of its sub-buffers after a read that
 * returned GOT of the WANTED bytes; but for READ->before, the caller's.
 */
void trace_files_subbufs(struct trace_files *files, unsigned index, size_t got, size_t wanted,
	struct subbuf_read *read);

/* Lets the calling thread run where it might before the last reads. */
void trace_files_go_home(struct trace_files *files);

/* Closes them. */
void trace_files_close(struct trace_files *files);

#endif
