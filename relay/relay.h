/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The relay: a thread that moves what the module prints from the trace files
 * of all CPUs to the output. The control channel and signals are served by the
 * main thread meanwhile, so that neither a slow reader of the output nor a
 * probe that prints for minutes while the module starts holds up the other.
 *
 * traceN is read on CPU N only, by a thread that begins when that CPU first
 * prints and stays there: reading closes the current sub-buffer under the print
 * lock of the CPU that the reader runs on. It reads rarely and much, because each
 * read uses up a sub-buffer. In bulk mode, where what other CPUs print does not
 * matter, it writes that CPU's file, too, as long as nothing is to be waited for.
 */
#ifndef RELAY_RELAY_H
#define RELAY_RELAY_H

#include <limits.h>
#include <stdbool.h>
#include <stdint.h>

#include "common/dialect.h"
#include "common/transport.h"
#include "relay/outlet.h"
#include "relay/state.h"

struct relay;

struct relay_config {
	enum dialect dialect;
	enum transport transport; /* TRANSPORT_UNKNOWN: what comes first tells */
	bool loses_to_reads;      /* the module: common/transport.h */
	struct outlet_config output;
	unsigned read_delay_ms; /* -T; 0: the default */
};

/* What became of the messages. A message is what a frame holds. */
struct relay_totals {
	uint64_t messages, bytes;         /* given out */
	uint64_t never_came;              /* numbers missing in the sequence */
	uint64_t cut_messages, cut_bytes; /* cut short in the kernel's buffer: not given out */
	uint64_t dropped_messages, dropped_bytes; /* read, but the output took no more */
	bool closed;          /* no one read the output any more: what was dropped was not wanted */
	bool failed;          /* something is lost that an output should have taken, */
	int error;            /* and the first reason, an errno; 0: it gave none */
	bool unread;          /* a trace file could not be read to its end, which was reported */
	uint64_t stray_bytes; /* bytes that belonged to no message */
	uint64_t doubts;      /* messages that may as well be others, or end elsewhere */
	uint64_t reads, wakeups; /* system calls; returns from waiting */
	uint64_t peak_read;      /* most bytes that one read found on one CPU */
};

/*
 * Opens the trace files of the module in FOLDER, a descriptor. FRESH: it was
 * just loaded; else it has run as a flight recorder, and this comes before its
 * control channel is opened. Returns 0 with *RELAY, or -errno after reporting
 * why.
 */
int relay_open(struct relay **relay, int folder, bool fresh);

/* Opens the output and starts the thread. Returns 0, or -errno after reporting why. */
int relay_start(struct relay *relay, const struct relay_config *config);

/* A descriptor that is readable once the state may have changed. The relay's. */
int relay_event(const struct relay *relay);

/* The state as it is now; resets relay_event(). */
enum relay_state relay_state(struct relay *relay);

/* Begins the next output file (SIGUSR2). */
void relay_switch_file(struct relay *relay);

/*
 * The module has answered EXIT, or never printed: read each trace file until it is empty,
 * on whatever CPU, give everything out and finish; at once if the thread was never
 * started.
 */
void relay_finish(struct relay *relay);

/*
 * The same while the module still prints, and is not waited for: a trace file that is
 * not seen empty within a second, as its CPU lets no one read it, is given up.
 */
void relay_leave(struct relay *relay);

/*
 * The same while the module goes on: where it prints so fast that a trace file
 * is not seen empty within a second, or anyone is in a hurry, that one is left
 * behind a whole frame. What is in it then stays for who attaches next.
 */
void relay_detach(struct relay *relay);

/*
 * Once finishing, drop, and count, what the output does not take: as soon as
 * it has taken nothing for a second.
 */
void relay_hurry(struct relay *relay);

/* Once finishing, drop, and count, what the output does not take at once. */
void relay_abandon(struct relay *relay);

/* Takes a picture of the totals; may be called at any time. */
void relay_totals(const struct relay *relay, struct relay_totals *totals);

/* What was lost of one CPU: messages that were cut short, and that the output did not take. */
struct relay_loss {
	unsigned cpu;
	bool overrun; /* its relay buffer may have been full; if not, none lacked room there */
	uint64_t cut, dropped;
	uint64_t late_us; /* how long its reader waited at most for that CPU */
};

/* Tells that of a CPU, indexed from 0 to relay_cpus() - 1; may be called at any time. */
unsigned relay_cpus(const struct relay *relay);
void relay_lost_on(const struct relay *relay, unsigned index, struct relay_loss *loss);

/* A place that output goes to. */
struct relay_output {
	char name[PATH_MAX]; /* as of now */
	int cpu;             /* whose output it takes; -1: that of all */
	uint64_t bytes;      /* that it took, over all its files, */
	uint64_t begun;      /* of which there were so many */
};

/* Tells that of an output, indexed from 0 to relay_outputs() - 1; may be called at any time. */
unsigned relay_outputs(const struct relay *relay);
void relay_look_at(const struct relay *relay, unsigned index, struct relay_output *output);

/* Has relay_event() tell, once, the next time that something has gone out. */
void relay_watch(struct relay *relay);

/* True when that has happened. */
bool relay_moved(const struct relay *relay);

/*
 * Waits for the thread, if it was started and told to finish, closes all and frees RELAY.
 * Returns 0, or -errno where not all that was written got to the disk, which is reported.
 */
int relay_close(struct relay *relay);

#endif
