/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A rest grows to its longest while little comes, and is cut down as soon as much does. */
#include "relay/pace.h"

#define NS_IN_MS 1000000u

/*
 * The usual rest: one tick of a kernel of 250 Hz. The smallest relay buffer (-b 1
 * is 1 MB) takes what is printed in it at 256 MB/s, more than a script prints.
 */
#define REST (4u * NS_IN_MS)

/* A rest is cut down so that no CPU is expected to gather more than this, whatever -T says. */
#define GATHER_MAX (256u * 1024)

void pace_init(struct pace *pace, unsigned most_ms)
{
	*pace = (struct pace){
		.most = most_ms ? most_ms * (uint64_t)NS_IN_MS : REST,
		.last = REST,
	};
}

bool pace_rest(struct pace *pace, uint64_t gathered, uint64_t now)
{
	uint64_t rest = pace->most;

	if (gathered > GATHER_MAX)
		rest = pace->last / NS_IN_MS * GATHER_MAX / gathered * NS_IN_MS;
	else if (pace->last < pace->most)
		rest = pace->last * 2u + NS_IN_MS;
	pace->last = rest < pace->most ? rest : pace->most;
	pace->until = now + pace->last;
	pace->deaf = now + REST;
	return pace->last > REST;
}

void pace_alone(struct pace *pace)
{
	if (pace->until > pace->deaf)
		pace->until = pace->deaf;
}

uint64_t pace_left(const struct pace *pace, uint64_t now)
{
	return pace->until > now ? pace->until - now : 0;
}

uint64_t pace_deaf(const struct pace *pace, uint64_t now)
{
	uint64_t deaf = pace->deaf > now ? pace->deaf - now : 0;
	uint64_t left = pace_left(pace, now);

	return deaf < left ? deaf : left;
}

void pace_heard(struct pace *pace, uint64_t now)
{
	if (now - pace->heard < 2 * REST)
		pace->deaf = now + REST;
	pace->heard = now;
}

void pace_waits(struct pace *pace, uint64_t bytes)
{
	if (bytes >= GATHER_MAX)
		pace->until = 0;
}
