/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A next file that can't be opened costs nothing: the current one goes on, and time or the user
 * tries again. */
#include "relay/rotation.h"

enum rotation_state rotation_after(enum rotation_state state, enum rotation_event event)
{
	switch (event) {
	case ROTATION_LIMIT:
		/* A file that was refused a moment ago is not tried with each message again. */
		return state == ROTATION_OVERDUE ? ROTATION_OVERDUE : ROTATION_DUE;
	case ROTATION_ASKED:
		return ROTATION_DUE;
	case ROTATION_TIME:
		return state == ROTATION_OVERDUE ? ROTATION_DUE : state;
	case ROTATION_OPENED:
		return ROTATION_RESTS;
	case ROTATION_REFUSED:
		return ROTATION_OVERDUE;
	}
	return state;
}

enum rotation_next rotation_next(bool limited, enum rotation_sight sight, bool is_file)
{
	if (limited)
		return ROTATION_NUMBERED;
	if (sight != ROTATION_SEES_OURS)
		return ROTATION_ANEW;
	return is_file ? ROTATION_NUMBERED : ROTATION_NOWHERE;
}
