/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Descriptors and facts that staprun hands to stapio with -F. */
#ifndef STAPIO_INHERITED_H
#define STAPIO_INHERITED_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

struct taken_over {
	int folder;       /* of the module; -1: the loader is to be asked for it */
	int loader;       /* the end of the sockets to it (common/request.h); -1: there is none */
	pid_t loader_pid; /* a child of ours */
	uint32_t version; /* of the SystemTap that made the module, as the loader knows it */
	uint64_t blocked; /* signals, as in common/signals.h, by the caller; staprun has blocked all
			   */
};

/*
 * Pure: reads TEXT, which is "FOLDER", a descriptor, or what staprun gives:
 * "LOADER,PID,BLOCKED", a descriptor, a pid, and in hexadecimal bit N - 1 for
 * signal N. False: it is neither.
 */
bool taken_over_parse(struct taken_over *taken_over, const char *text);

#endif
