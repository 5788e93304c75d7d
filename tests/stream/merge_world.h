/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Messages of several CPUs, read in any portions, and the order in which they
 * have to go out, found the slow and obvious way: a number goes out once it is
 * the least of all that are in view, and either the next or one before which,
 * on every CPU, nothing can still come. The source of numbers that decides is
 * random or a fuzzer's.
 */
#ifndef TESTS_STREAM_MERGE_WORLD_H
#define TESTS_STREAM_MERGE_WORLD_H

#include "tests/stream/world.h"

/* Lives through a world of NUMBERS. Returns NULL, or what went wrong, static. */
const char *merge_world_run(world_numbers *numbers, void *context);

#endif
