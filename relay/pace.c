/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A rest grows to its longest while little comes, and is cut down as soon as much does. */
#include "relay/pace.h"

/* The longest rest, unless -T says otherwise: one tick of a kernel of 250 Hz. */
#define REST_MS 4u

/* A rest is cut down so that no CPU is expected to gather more than this, whatever -T says. */
#define GATHER_MAX (256u * 1024)

#define NS_IN_MS 1000000u

void pace_init(struct pace *pace, unsigned most_ms)
{
	*pace = (struct pace){.most_ms = most_ms ? most_ms : REST_MS, .last_ms = REST_MS};
}

void pace_rest(struct pace *pace, uint64_t gathered, uint64_t now)
{
	uint64_t rest = pace->most_ms;

	if (gathered > GATHER_MAX)
		rest = pace->last_ms * (uint64_t)GATHER_MAX / gathered;
	else if (pace->last_ms < pace->most_ms)
		rest = pace->last_ms * 2u + 1;
	pace->last_ms = (unsigned)(rest < pace->most_ms ? rest : pace->most_ms);
	pace->until = now + (uint64_t)pace->last_ms * NS_IN_MS;
}

uint64_t pace_left(const struct pace *pace, uint64_t now)
{
	return pace->until > now ? pace->until - now : 0;
}
