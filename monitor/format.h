/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Numbers and the status as text. Pure. */
#ifndef MONITOR_FORMAT_H
#define MONITOR_FORMAT_H

#include <stddef.h>
#include <stdint.h>

#include "monitor/status.h"

/*
 * Writes NUMBER into TEXT in at most WIDTH columns (3 or more, less than
 * MONITOR_NUMBER_SIZE): as it is where it fits, else as thousands (k),
 * millions (M) and so on, rounded down, and when even that does not fit as '#'s.
 */
#define MONITOR_NUMBER_SIZE 32
void monitor_format_number(char text[static MONITOR_NUMBER_SIZE], int64_t number, unsigned width);

/* The same for what happens in a second, with a decimal below 10; "-" for what is below 0. */
void monitor_format_rate(char text[static MONITOR_NUMBER_SIZE], double rate, unsigned width);

/* A share of 1 as per cent, without the sign, in at most five columns; "-" for what is below 0. */
void monitor_format_share(char text[static MONITOR_NUMBER_SIZE], double share);

/* Bytes in a second with their unit, as "12.3 MB/s"; "- B/s" for what is below 0. */
void monitor_format_bytes(char text[static MONITOR_NUMBER_SIZE], double rate);

/*
 * Writes the status in one line without a newline into TEXT, cut to fit SIZE bytes.
 * Control characters become '?': names are anyone's.
 */
void monitor_format_line(char *text, size_t size, const struct monitor_status *status);

#endif
