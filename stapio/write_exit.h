/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The word by which a module ends its probes, from a process of its own. */
#ifndef STAPIO_WRITE_EXIT_H
#define STAPIO_WRITE_EXIT_H

#include "common/dialect.h"

/*
 * Writes EXIT to CONTROL, and returns when the end probes have run: 0 or an errno. All else that is
 * open here gets closed meanwhile, but for KEEPER, if there is one (-1: none).
 */
int write_exit(int control, enum dialect dialect, int keeper);

#endif
