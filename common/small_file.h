/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Small files of the kernel's: one value each. */
#ifndef COMMON_SMALL_FILE_H
#define COMMON_SMALL_FILE_H

#include <stddef.h>
#include <sys/types.h>

/*
 * Reads PATH, in FOLDER where it is relative, into TEXT of SIZE bytes, cut short; a
 * NUL is behind it. Returns how many bytes that are, or -errno with none.
 */
ssize_t small_file_read(int folder, const char *path, char *text, size_t size);

/* Reads the first line of PATH into LINE of SIZE bytes, cut short; empty when there is none. */
void small_file_line(const char *path, char *line, size_t size);

#endif
