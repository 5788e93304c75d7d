/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The merge against the obvious answer: the input says what is written, read and looked at. */
#include <stdio.h>
#include <stdlib.h>

#include "tests/fuzz/numbers.h"
#include "tests/stream/merge_world.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	struct numbers numbers = {.data = data, .size = size};
	const char *fault = merge_world_run(numbers_next, &numbers);

	if (fault) {
		fprintf(stderr, "%s\n", fault);
		abort();
	}
	return 0;
}
