/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A module that prints, a reader that writes what it reads to a file of each CPU and
 * leaves no mark, as others' stapio does in bulk mode; and what has to come of the
 * files: the messages that were printed, and nothing else.
 */
#ifndef TESTS_STREAM_FILES_H
#define TESTS_STREAM_FILES_H

#include "tests/stream/world.h"

/*
 * As world_run(). *AMBIGUOUS becomes how many messages are said to be that: then what
 * came may differ, and is not looked at.
 */
const char *files_run(const struct manner *manner, world_numbers *numbers, void *context,
	unsigned long *printed, unsigned long *ambiguous);

#endif
