/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How far the relay is, as its thread tells the main thread. */
#ifndef RELAY_STATE_H
#define RELAY_STATE_H

enum relay_state {
	RELAY_RUNNING,
	RELAY_CLOSED,   /* no one reads the output any more; what comes is counted and dropped */
	RELAY_FINISHED, /* told to finish, and everything went out or was counted */
};

#endif
