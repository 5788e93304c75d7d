/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A module that prints on several CPUs what numbers decide, and the account of it:
 * what has to come, whoever reads it. The simulated module calls functions with no
 * context: so there is one at a time.
 */
#ifndef TESTS_STREAM_PRINTING_H
#define TESTS_STREAM_PRINTING_H

#include <stdio.h>

#include "stream/frame.h"
#include "tests/sim/journal.h"
#include "tests/sim/module.h"
#include "tests/stream/world.h"

struct printed {
	uint32_t sequence;
	enum fate fate;
	uint32_t length;
	uint64_t digest;
};

struct printed_cpu {
	struct printed *printed;
	size_t count, room, expected; /* those before EXPECTED came, or could not */
};

struct printing {
	const struct manner *manner;
	world_numbers *numbers;
	void *context;
	struct module module;
	struct printed_cpu cpus[WORLD_CPUS];
	uint64_t counter;
	unsigned long printed;
	uint64_t account; /* a digest of who printed what, but for the texts */
	size_t spent;     /* of manner->most */
	bool closing;     /* the module's end comes while someone reads */
	bool ending;      /* no more is printed */
	char fault[200];
};

extern struct printing printing;

/* Notes what went wrong first. */
#define printing_fault(...)                                                                        \
	do {                                                                                       \
		if (!printing.fault[0])                                                            \
			snprintf(printing.fault, sizeof(printing.fault), __VA_ARGS__);             \
	} while (0)

/* A number below LIMIT; true once in N times. */
uint32_t printing_any(uint32_t limit);
bool printing_one_in(uint32_t n);

/* Begins, with a module of MANNER; and ends, and frees it. */
void printing_begin(const struct manner *manner, world_numbers *numbers, void *context);
void printing_end(void);

/* Prints about AMOUNT bytes on CPU INDEX. */
void printing_some(unsigned index, size_t amount);

/* Prints on some CPUs, now little and now much. */
void printing_round(void);

/* The module's end: it may print while it is read once more, and then closes all sub-buffers, or
 * nothing comes any more. */
void printing_close(void);

/* While CPU INDEX is read, or its file's size is asked for: the end that is to come so may come. */
void printing_close_while_read(unsigned index);

/* FRAME, with BODY, has to be what comes next of CPU INDEX; and at last nothing may be left. */
void printing_check(unsigned index, const struct frame *frame, const char *body);
void printing_check_all(void);

#endif
