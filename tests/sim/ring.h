/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A simulated relay buffer: the sub-buffers of one CPU, with what the module
 * runtime and the kernel's relay make of a reservation, a print and a read.
 * Positions are counted as the kernel does: sub-buffers ever produced and
 * consumed, so that a frame can be told to have been read or overwritten.
 */
#ifndef TESTS_SIM_RING_H
#define TESTS_SIM_RING_H

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A page, from SystemTap 4.7 on; and 4.6's. */
#define SUBBUF_SIZE  4096u
#define SUBBUF_LARGE 65536u

/* Sub-buffers FROM..TO-1 were overwritten before anyone read them. */
struct overwritten {
	struct overwritten *next;
	size_t from, to;
};

struct ring {
	pthread_mutex_t lock; /* the print lock of the CPU */
	unsigned cpu;
	size_t subbufs;
	bool old; /* as in modules up to 4.4: what is not complete can be read, but poll does not
		     tell */
	size_t subbuf_size;
	char *memory;
	size_t *padding; /* unused bytes at the end of each sub-buffer */
	/* Changed under the lock; poll looks without it, as in the kernel. */
	atomic_size_t produced, consumed, offset;
	atomic_size_t size;    /* bytes of all sub-buffers ever produced: the size of the file */
	size_t bytes_consumed; /* of sub-buffer CONSUMED */
	struct overwritten *overwritten;
};

/* OFFSET of a ring whose next sub-buffer is still unread: nothing fits. */
#define RING_FULL SIZE_MAX

/* Returns 0 or -ENOMEM. */
int ring_init(struct ring *ring, unsigned cpu, size_t subbufs, size_t subbuf_size);

void ring_free(struct ring *ring);

/* Is there nothing to read? What poll tells; takes no lock. */
bool ring_empty(const struct ring *ring);

/*
 * Reserves up to SIZE bytes in one sub-buffer, beginning the next one if the
 * present one is full. Returns how many, 0 when the ring is full; *ENTRY is
 * where they go. The caller holds the lock, as for all below.
 */
size_t ring_reserve(struct ring *ring, size_t size, bool overwrite, char **entry);

/* The sub-buffer, counted from the ring's beginning, that the last reservation lies in. */
size_t ring_position(const struct ring *ring);

/* Sub-buffers before this one were read whole, as far as they are written. */
size_t ring_position_read(const struct ring *ring);

/* Ends the current sub-buffer if it holds anything. */
void ring_close_subbuf(struct ring *ring, bool overwrite);

/*
 * What a read that can take nothing does in the kernel: closes the sub-buffer
 * and notices what the writer has run over.
 */
void ring_catch_up(struct ring *ring, bool overwrite);

/*
 * Takes up to SIZE bytes of one sub-buffer, as the kernel's read does step by
 * step, with no lock held between the steps: also of the one that is being
 * written. Returns 0 when there is no more.
 */
size_t ring_read(struct ring *ring, char *data, size_t size);

/* Was any of the sub-buffers FIRST..LAST overwritten unread? */
bool ring_was_overwritten(const struct ring *ring, size_t first, size_t last);

#endif
