/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Having the module removed: the only part of a session that takes privilege. */
#ifndef STAPIO_UNLOAD_H
#define STAPIO_UNLOAD_H

#include "stapio/options.h"

/*
 * Runs staprun -d (SYSTEMTAP_STAPRUN, else the installed one) for the module
 * that OPTIONS name, and waits for it. Returns 0, or -1 after reporting that
 * the module is still loaded.
 */
int remove_module(const struct options *options);

#endif
