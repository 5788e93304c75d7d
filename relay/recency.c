/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The list is a ring that is linked both ways, of which the end is a member. */
#include "relay/recency.h"

#include <errno.h>
#include <stdlib.h>

int recency_init(struct recency *recency, unsigned capacity)
{
	*recency = (struct recency){
		.end = capacity,
		.before = calloc(capacity + 1u, sizeof(*recency->before)),
		.behind = calloc(capacity + 1u, sizeof(*recency->behind)),
	};
	if (!recency->before || !recency->behind)
		return -ENOMEM;
	recency->before[capacity] = recency->behind[capacity] = capacity;
	return 0;
}

/* Puts INDEX between BEFORE and BEHIND, which are neighbours. */
static void put(struct recency *recency, unsigned index, unsigned before, unsigned behind)
{
	recency->before[index] = before;
	recency->behind[index] = behind;
	recency->behind[before] = recency->before[behind] = index;
}

void recency_add(struct recency *recency, unsigned index)
{
	put(recency, index, recency->before[recency->end], recency->end);
}

void recency_renew(struct recency *recency, unsigned index)
{
	recency_remove(recency, index);
	put(recency, index, recency->end, recency->behind[recency->end]);
}

void recency_remove(struct recency *recency, unsigned index)
{
	recency->behind[recency->before[index]] = recency->behind[index];
	recency->before[recency->behind[index]] = recency->before[index];
}

unsigned recency_first(const struct recency *recency)
{
	return recency->behind[recency->end];
}

unsigned recency_next(const struct recency *recency, unsigned index)
{
	return recency->behind[index];
}

void recency_free(struct recency *recency)
{
	free(recency->before);
	free(recency->behind);
}
