/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Makes someone else's text harmless to a terminal, which obeys control characters. Pure. */
#ifndef COMMON_PRINTABLE_H
#define COMMON_PRINTABLE_H

#include <stddef.h>

/*
 * Replaces each of the LENGTH bytes of TEXT by '?' that belongs to a control
 * character (C0, DEL, or C1, U+0080 to U+009F) which is not in KEEP. As some terminals
 * do not speak UTF-8, a byte that is none counts as such a character.
 */
void printable(char *text, size_t length, const char *keep);

#endif
