/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Text of someone else's, for a terminal, which obeys what control characters tell it. Pure. */
#ifndef COMMON_PRINTABLE_H
#define COMMON_PRINTABLE_H

#include <stddef.h>

/*
 * Replaces in TEXT, of LENGTH bytes, each byte by '?' that is, or belongs to, a
 * control character which is not among those in KEEP: C0, DEL and C1 (U+0080 to
 * U+009F). What is no UTF-8 is one too, as it may be to a terminal.
 */
void printable(char *text, size_t length, const char *keep);

#endif
