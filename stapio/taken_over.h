/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What staprun hands to stapio with -F. */
#ifndef STAPIO_TAKEN_OVER_H
#define STAPIO_TAKEN_OVER_H

#include "common/options.h"

/* Reads OPTIONS->taken_over, not NULL, into the fields behind it. False: it is none. */
bool taken_over_parse(struct options *options);

#endif
