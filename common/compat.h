/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * System calls that are younger than kernels and C libraries in use (Linux 4.18
 * and glibc 2.28 on): where they are not there, the same by older means.
 */
#ifndef COMMON_COMPAT_H
#define COMMON_COMPAT_H

#include <stdbool.h>
#include <sys/types.h>

/*
 * Closes the descriptors FIRST to LAST (~0U: all from FIRST on); or, to be kept
 * until the next exec, MARKS each to be closed then. None is one too. Takes
 * /proc before Linux 5.9 (5.11 to mark). Returns 0, or -1 with errno: then some
 * may be open.
 */
int compat_close_range(unsigned first, unsigned last, bool mark);

#endif
