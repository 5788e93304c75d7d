/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Sizes and times as users write them: a whole number, and a letter for its unit. Pure. */
#ifndef OPTIONS_QUANTITY_H
#define OPTIONS_QUANTITY_H

#include <stdbool.h>
#include <stdint.h>

/*
 * Parses TEXT, a number from 1 on with K, M, G or T (of 1024, in either case)
 * behind it, or of megabytes; blanks and a plus sign may come before it, as
 * strtol(3) has it. Returns false, *BYTES unchanged, for anything else, and for
 * what is more than files can have.
 */
bool parse_size(const char *text, uint64_t *bytes);

/*
 * Parses TEXT likewise as a time of up to ten years: with s, m, h or d behind the
 * number, or of seconds.
 */
bool parse_duration(const char *text, unsigned *seconds);

#endif
