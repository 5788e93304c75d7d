/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Processes that the command line names (-x, -N): whether they are there, and can be seen. */
#ifndef STAPIO_PROCESSES_H
#define STAPIO_PROCESSES_H

#include <stdbool.h>

#include "options/options.h"

/* True, after reporting it, where there is no /proc: modules of SystemTap's have their files there.
 */
bool processes_hidden(void);

/*
 * When one is known to be missing: what was reported of that, in static storage, and nothing is to
 * be loaded. Else NULL.
 */
const char *processes_missing(const struct options *options);

#endif
