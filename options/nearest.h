/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The nearest name: which of several someone meant who wrote another one. Pure. */
#ifndef OPTIONS_NEAREST_H
#define OPTIONS_NEAREST_H

#include <stddef.h>

/*
 * How many letters were left out, put in, mistaken, or swapped with the next
 * one, to make ONE of OTHER; case counts as nothing. Names longer than 63
 * letters are as far apart as can be (SIZE_MAX).
 */
size_t nearest_distance(const char *one, const char *other);

/* Whether such a DISTANCE makes a slip of NAME likely: a third of its letters, and at least one. */
int nearest_likely(const char *name, size_t distance);

#endif
