/* SPDX-License-Identifier: GPL-2.0-or-later */
/* For each size that there is a ring of bits, one for each place modulo that size. */
#include "stream/layout.h"

#include <stddef.h>
#include <string.h>

static const uint32_t sizes[] = {LAYOUT_LEAST, 16384, LAYOUT_MOST};

/* The bit of place AT in the ring of SIZE bits that begins at bit FIRST. */
static size_t bit_of(uint64_t at, uint32_t size, size_t first)
{
	return first + (size_t)(at & (size - 1));
}

void layout_forget(struct layout *layout)
{
	memset(layout->may_begin, 0xff, sizeof(layout->may_begin));
	layout->forgotten = true;
}

void layout_begin(struct layout *layout, uint64_t at)
{
	memset(layout, 0, sizeof(*layout));
	layout_pass(layout, at, 0);
}

void layout_pass(struct layout *layout, uint64_t at, unsigned need)
{
	size_t first = 0;

	for (size_t i = 0; i < sizeof(sizes) / sizeof(*sizes); first += sizes[i++]) {
		for (unsigned n = 1; n < need; n++) {
			size_t bit = bit_of(at + n, sizes[i], first);

			layout->may_begin[bit / 64] &= ~(UINT64_C(1) << bit % 64);
		}
		size_t bit = bit_of(at, sizes[i], first);
		layout->may_begin[bit / 64] |= UINT64_C(1) << bit % 64;
	}
}

bool layout_may_begin(const struct layout *layout, uint64_t at)
{
	size_t first = 0;

	for (size_t i = 0; i < sizeof(sizes) / sizeof(*sizes); first += sizes[i++]) {
		size_t bit = bit_of(at, sizes[i], first);

		if (layout->may_begin[bit / 64] >> bit % 64 & 1)
			return true;
	}
	return false;
}
