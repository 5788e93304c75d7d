/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Sequences: what a terminal sends for a key that its description does not have, or as an answer
 * to another program. Its bytes are no keys: among them may be one that quits, or resets the
 * script's globals. They may come one by one (ssh). Pure.
 */
#ifndef MONITOR_SEQUENCE_H
#define MONITOR_SEQUENCE_H

#include <stdbool.h>

#define SEQUENCE_ESCAPE '\033'

/* What came last. All zero: a key. */
struct sequence {
	enum { SEQUENCE_NONE, SEQUENCE_BEGUN, SEQUENCE_GOES_ON } state;
};

/* Takes note of KEY, as getch() has it. True: it is in a sequence; its escape is none. */
bool sequence_takes(struct sequence *sequence, int key);

#endif
