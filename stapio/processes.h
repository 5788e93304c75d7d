/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Processes that the command line names (-x, -N): whether they are there, and can be seen. */
#ifndef STAPIO_PROCESSES_H
#define STAPIO_PROCESSES_H

#include <stdbool.h>

#include "options/options.h"

/* True, after reporting it, where there is no /proc: modules of SystemTap's have their files there.
 */
bool processes_hidden(void);

/* True, after reporting which, when one is known to be missing: nothing is to be loaded then. */
bool processes_missing(const struct options *options);

#endif
