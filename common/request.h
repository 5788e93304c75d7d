/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Messages between stapio, which reads the command line and has no privilege, and
 * the loader of staprun, which has privilege and does not read it: over a pair of
 * sockets for whole messages (SOCK_SEQPACKET) that staprun makes before it
 * becomes the one and forks the other.
 *
 *   stapio -> loader    struct request, up to the NUL of its last string
 *   loader -> stapio    struct outcome, as often as there is something to tell;
 *                       the last one of all that succeeds, if a module is
 *                       asked for, bears that module's folder
 *   stapio -> keeper    which the loader is from here on: bytes, enum keep
 *   keeper -> stapio    KEEP_REMOVE's answer: an int, 0 or -errno
 *
 * An end of file before there is a module is the end of both; what the loader
 * did then, or why it did not, its exit status says. Later it is the end of the
 * session, however stapio went: the keeper removes the module.
 */
#ifndef COMMON_REQUEST_H
#define COMMON_REQUEST_H

#include <limits.h>
#include <stdint.h>

#include "common/dialect.h"

#define MODULE_OPTIONS_SIZE (64 * 1024)

/* The caller's wish, and no more than that: whoever wrote it had the caller's rights. */
struct request {
	enum request_kind {
		REQUEST_LOAD,
		REQUEST_ATTACH,
		REQUEST_REMOVE,
		REQUEST_CHECK, /* like REQUEST_LOAD up to the load itself: OUTCOME_CHECKED instead
				*/
	} kind;
	int32_t rename;                  /* -R was given */
	int32_t remote;                  /* -r was given: */
	struct control_remote_id origin; /* which this is */
	struct control_tzinfo time_zone;
	char module[PATH_MAX]; /* path or name, as written; to be removed: or "*" */
	/* The module's, as the kernel wants them; for "*", all modules, with blanks between. */
	char options[MODULE_OPTIONS_SIZE];
};

/* Words to the keeper of a module. */
enum keep {
	KEEP_SESSION,    /* it was attached to (-A): from here on the end of file means removal */
	KEEP_BACKGROUND, /* who began it is not to be spoken to any more, nor waited for (-D) */
	KEEP_LEFT,       /* the end of file will come when its end probes are done: no surprise */
	KEEP_REMOVE,     /* the session is over: remove it now, and tell */
	KEEP_NOT,        /* it was detached from: leave it loaded, and go */
};

#endif
