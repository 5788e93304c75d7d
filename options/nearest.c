/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The distance of Damerau and Levenshtein, in three rows of their table. */
#include "options/nearest.h"

#include <ctype.h>
#include <stdint.h>
#include <string.h>

#define LENGTH_MAX 63

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

static int same(char a, char b)
{
	return tolower((unsigned char)a) == tolower((unsigned char)b);
}

size_t nearest_distance(const char *one, const char *other)
{
	size_t rows[3][LENGTH_MAX + 1], length = strlen(other);

	if (strlen(one) > LENGTH_MAX || length > LENGTH_MAX)
		return SIZE_MAX;
	for (size_t j = 0; j <= length; j++)
		rows[0][j] = j;
	for (size_t i = 1; i <= strlen(one); i++) {
		size_t *row = rows[i % 3], *above = rows[(i + 2) % 3], *before = rows[(i + 1) % 3];

		row[0] = i;
		for (size_t j = 1; j <= length; j++) {
			row[j] = least(row[j - 1], above[j]) + 1;
			row[j] = least(row[j], above[j - 1] + !same(one[i - 1], other[j - 1]));
			if (i > 1 && j > 1 && same(one[i - 1], other[j - 2]) &&
				same(one[i - 2], other[j - 1]))
				row[j] = least(row[j], before[j - 2] + 1);
		}
	}
	return rows[strlen(one) % 3][length];
}

int nearest_likely(const char *name, size_t distance)
{
	size_t third = strlen(name) / 3;

	return distance <= (third ? third : 1);
}
