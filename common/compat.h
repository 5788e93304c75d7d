/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * System calls that are younger than kernels and C libraries in use (Linux 4.18
 * and glibc 2.28 on): where they are not there, the same by older means.
 */
#ifndef COMMON_COMPAT_H
#define COMMON_COMPAT_H

/*
 * Closes the descriptors FIRST to LAST (~0U: all from FIRST on). None is one
 * too. Takes /proc before Linux 5.9. Returns 0, or -1: then some may be open.
 */
int compat_close_range(unsigned first, unsigned last);

#endif
