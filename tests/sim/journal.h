/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a simulated module produced, exactly: every message with its number and
 * its fate, to compare with what came out. Calls may come from any thread.
 */
#ifndef TESTS_SIM_JOURNAL_H
#define TESTS_SIM_JOURNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/dialect.h"
#include "tests/sim/ring.h"

enum fate {
	FATE_WHOLE,   /* all of it went into the relay buffer */
	FATE_CUT,     /* the relay buffer became full inside its body */
	FATE_DROPPED, /* not even its header fitted: it took no number */
};

struct message {
	uint64_t sequence; /* without wrapping; its low 32 bits were on the wire */
	unsigned ring;     /* index, not CPU */
	enum fate fate;
	size_t length;
	size_t first, last; /* sub-buffers that it lies in */
	size_t text;        /* where in the journal's text */
};

/* Notes a MESSAGE (its member text apart) and its text. */
void journal_message(const struct message *message, const char *text);

/* COUNT numbers that no message has. */
void journal_hole(uint64_t count);

/* Opens FOLDER/events. Returns 0 or -errno. */
int journal_open(const char *folder);

/* Appends a line to FOLDER/events at once. */
void journal_event(const char *format, ...) __attribute__((format(printf, 1, 2)));

/*
 * Writes to FOLDER: stream, the messages that could be read whole in the order
 * of their numbers; frames.CPU, the same of one CPU with their headers; and
 * account, lines of "WHAT MESSAGES BYTES" with WHAT in produced, whole, cut,
 * dropped, overwritten, left (unread), and of "cut.CPU" and "dropped.CPU".
 */
void journal_dump(const struct ring *rings, unsigned count, enum dialect dialect);

#endif
