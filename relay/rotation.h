/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Rotation: when an output goes on in another file, and in which. Pure: what was asked for,
 * and what was seen of the files, goes in; what is to be done comes out.
 */
#ifndef RELAY_ROTATION_H
#define RELAY_ROTATION_H

#include <stdbool.h>

enum rotation_state {
	ROTATION_RESTS,   /* the current file goes on */
	ROTATION_DUE,     /* the next one begins with the next message */
	ROTATION_OVERDUE, /* that could not be opened: the current one goes on until it can */
};

enum rotation_event {
	ROTATION_LIMIT,   /* the current file is as large as it may be */
	ROTATION_ASKED,   /* the user wants the next one */
	ROTATION_TIME,    /* it is time to try again */
	ROTATION_OPENED,  /* the next one is open */
	ROTATION_REFUSED, /* it could not be opened */
};

/* The state behind EVENT. */
enum rotation_state rotation_after(enum rotation_state state, enum rotation_event event);

/* What is there under the name of the file that has no number. */
enum rotation_sight {
	ROTATION_SEES_NOTHING,
	ROTATION_SEES_OURS, /* the file that we opened by that name last, and may have left */
	ROTATION_SEES_OTHER,
};

enum rotation_next {
	ROTATION_ANEW,     /* the file that has no number, emptied by no one */
	ROTATION_NUMBERED, /* the first number that is free */
	ROTATION_NOWHERE,  /* what is written to has no next one */
};

/*
 * Which file is next. With a limit all have numbers; else someone who renamed ours
 * (logrotate does) wants its name anew. IS_FILE: ours is no FIFO, device or socket.
 */
enum rotation_next rotation_next(bool limited, enum rotation_sight sight, bool is_file);

#endif
