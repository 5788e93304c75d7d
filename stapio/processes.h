/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Processes that the command line names (-x, -N), and whether they are there. */
#ifndef STAPIO_PROCESSES_H
#define STAPIO_PROCESSES_H

#include <stdbool.h>

#include "stapio/options.h"

/* True, after reporting which, when one is known to be missing: nothing is to be loaded then. */
bool processes_missing(const struct options *options);

#endif
