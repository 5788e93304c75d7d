/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Addresses of a few of the kernel's own functions, from /proc/kallsyms. */
#ifndef HELPER_KALLSYMS_H
#define HELPER_KALLSYMS_H

#include "helper/entries.h"

/*
 * Fills in the addresses of SYMBOLS, functions of the kernel proper, from FD,
 * which reads as /proc/kallsyms does. Reads once, no further than it must.
 * Returns how many were found, or -errno.
 */
int kallsyms_find(int fd, struct kernel_symbol *symbols, size_t count);

#endif
