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
 * Closes the descriptors FIRST to LAST (~0U: all from FIRST on), or with MARK has
 * each of them closed by the next exec. A range in which nothing is open will do,
 * too. Before Linux 5.9 (with MARK 5.11) this needs /proc. Returns 0, or -1 with
 * errno: then some may still be open.
 */
int compat_close_range(unsigned first, unsigned last, bool mark);

#endif
