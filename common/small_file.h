/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Small files of the kernel's: one value each. */
#ifndef COMMON_SMALL_FILE_H
#define COMMON_SMALL_FILE_H

#include <stddef.h>

/* Reads the first line of PATH into LINE of SIZE bytes, cut short; empty when there is none. */
void small_file_line(const char *path, char *line, size_t size);

#endif
