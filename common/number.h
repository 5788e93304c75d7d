/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whole numbers, as users write them. Pure. */
#ifndef COMMON_NUMBER_H
#define COMMON_NUMBER_H

#include <stdbool.h>

/*
 * Parses TEXT as a whole decimal number within MINIMUM..MAXIMUM; no sign but
 * '-', no blanks, nothing behind it. Returns false, *NUMBER unchanged, else.
 */
bool parse_number(const char *text, long minimum, long maximum, long *number);

#endif
