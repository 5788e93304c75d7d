/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Strings of JSON. The objects that we print have a fixed form, which printf(3)
 * writes; what is in a string is the only thing in them that can go wrong.
 */
#ifndef STATS_JSON_H
#define STATS_JSON_H

#include <stdio.h>

/*
 * Writes TEXT as a string: what JSON reserves is escaped, and bytes that are no
 * UTF-8, which it does not have, become question marks. NULL is null.
 */
void json_string(FILE *to, const char *text);

#endif
