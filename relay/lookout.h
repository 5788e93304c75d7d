/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The lookout: what tells during a long rest (-T) that the module prints, and how
 * much it has printed, without a read. The module wakes who waits for a trace
 * file at most once a tick, and only when something was printed since.
 */
#ifndef RELAY_LOOKOUT_H
#define RELAY_LOOKOUT_H

#include "relay/trace_files.h"

struct lookout {
	int fd;          /* readable when something was printed since lookout_hear() */
	uint64_t *begun; /* what each trace file had produced when the rest began */
	unsigned count;  /* of trace files that FD tells of */
};

/* Makes one for up to CAPACITY trace files. Returns 0 or -errno: then FD is -1. */
int lookout_open(struct lookout *lookout, unsigned capacity);

/* A rest begins: FILES have just been read. Returns 0 or -errno, and then cannot be relied on. */
int lookout_begin(struct lookout *lookout, const struct trace_files *files);

/* Forgets what FD has told. */
void lookout_hear(struct lookout *lookout);

/* The most bytes that one of FILES has gathered since the rest began; UINT64_MAX: unknown. */
uint64_t lookout_gathered(const struct lookout *lookout, const struct trace_files *files);

/* Closes and frees what belongs to LOOKOUT; nothing where FD is -1. */
void lookout_close(struct lookout *lookout);

#endif
