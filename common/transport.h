/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * How a module's output lies in its trace files, which is a matter of the
 * SystemTap that made it and not of the dialect of its control messages.
 * Source: the runtimes of 4.4, 4.8 and 5.6, and modules of 4.4, 4.8, 5.1 and 5.6.
 *
 * Up to 4.4 there is one trace file for all CPUs, trace0, or in bulk mode one for
 * each of them with frames; 4.5 has one for each CPU, without frames; from 4.6
 * on all is in frames.
 */
#ifndef COMMON_TRANSPORT_H
#define COMMON_TRANSPORT_H

#include <stdbool.h>
#include <stdint.h>

#include "common/dialect.h"

enum transport {
	TRANSPORT_UNKNOWN,
	TRANSPORT_FRAMES, /* stream/frame.h */
	TRANSPORT_RAW,    /* bytes as they were printed */
};

/* The SystemTap that made a module, in one number that grows. */
#define TRANSPORT_VERSION(major, minor) ((uint32_t)(major) << 16 | (uint32_t)(minor))

/* Instead of it: the module does not say, or says several. */
#define TRANSPORT_VERSION_NONE    0u
#define TRANSPORT_VERSION_SEVERAL 1u

/*
 * The transport of a module that VERSION made, that speaks DIALECT and is in
 * BULK mode or is not. TRANSPORT_UNKNOWN: it is none of what is known.
 */
enum transport transport_of(uint32_t version, enum dialect dialect, bool bulk);

/*
 * Do modules that VERSION made lose what is printed while their buffer is read?
 * Up to 4.4 they take the lock of the trace file to print, try so for a while,
 * and then drop the message.
 */
bool transport_loses_to_reads(uint32_t version);

#endif
