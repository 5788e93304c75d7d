/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Patience begins anew with each byte that an output takes, and when the user first wants the end.
 */
#include "relay/patience.h"

#define NS_IN_MS UINT64_C(1000000)

uint64_t patience_left(struct patience *patience, const struct patience_case *present, uint64_t now)
{
	bool waiting = present->finishing && (present->slow || present->no_room);
	uint64_t limit = PATIENCE_ROOM_MS * NS_IN_MS;

	if (!patience->waiting || present->taken != patience->taken ||
		present->hurried != patience->hurried)
		patience->since = now;
	patience->waiting = waiting;
	patience->taken = present->taken;
	patience->hurried = present->hurried;
	if (!waiting)
		return PATIENCE_ENDLESS;
	if (present->abandoned)
		return 0;
	if (present->hurried)
		limit = PATIENCE_HURRIED_MS * NS_IN_MS;
	else if (!present->no_room)
		return PATIENCE_ENDLESS;
	uint64_t passed = now - patience->since;
	return passed < limit ? limit - passed : 0;
}
