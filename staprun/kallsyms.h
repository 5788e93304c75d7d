/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Addresses of a few of the kernel's own functions, from /proc/kallsyms. */
#ifndef STAPRUN_KALLSYMS_H
#define STAPRUN_KALLSYMS_H

#include <stddef.h>
#include <stdint.h>

struct kernel_symbol {
	const char *name;
	uint64_t address; /* 0 until found; the kernel says 0 too when it hides addresses */
};

/*
 * Fills in the addresses of SYMBOLS, functions of the kernel proper, from FD,
 * which reads as /proc/kallsyms does. Reads once, no further than it must.
 * Returns how many were found, or -errno.
 */
int kallsyms_find(int fd, struct kernel_symbol *symbols, size_t count);

#endif
