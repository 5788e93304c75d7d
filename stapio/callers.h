/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Descriptors that the caller gave us: those that options name are used, the others are closed. */
#ifndef STAPIO_CALLERS_H
#define STAPIO_CALLERS_H

#include "options/options.h"
#include "stapio/inherited.h"

/*
 * To be called before anything is opened. Where a name, of -o or --stats, means a
 * descriptor (relay/descriptor.h), or a number does (--ready-fd), OPTIONS gets one of
 * our own for what the caller has open there. All but the standard ones and those TAKEN_OVER are
 * closed then. Returns 0, or -1 after reporting which option names none of the caller's.
 */
int callers_descriptors(struct options *options, const struct taken_over *taken_over);

#endif
