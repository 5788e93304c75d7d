/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What is said between stapio, which has no privilege and reads the command
 * line, and the loader of staprun, which has and does not: over a pair of
 * sockets for whole messages (SOCK_SEQPACKET) that staprun makes before it
 * becomes the one and forks the other.
 *
 *   stapio -> loader    struct request, up to the NUL of its last string
 *   loader -> stapio    struct outcome, as often as there is something to tell;
 *                       the last one of all that succeeds, if a module is
 *                       asked for, bears that module's folder
 *   stapio -> loader    a byte once there is a watcher, who will have the
 *                       module removed, come what may (REQUEST_LOAD only)
 *
 * An end of file in place of any of these is the end of both. What the loader
 * did, or why it did not, its exit status says.
 */
#ifndef COMMON_REQUEST_H
#define COMMON_REQUEST_H

#include <limits.h>
#include <stdint.h>

#include "common/dialect.h"
#include "common/report.h"

#define MODULE_OPTIONS_SIZE (64 * 1024)

/* The caller's wish, and no more than that: whoever wrote it had the caller's rights. */
struct request {
	enum request_kind { REQUEST_LOAD, REQUEST_ATTACH, REQUEST_REMOVE } kind;
	int verbosity;                   /* -v and SYSTEMTAP_VERBOSE */
	enum color_when color;           /* -C */
	int32_t rename;                  /* -R was given */
	int32_t remote;                  /* -r was given: */
	struct control_remote_id origin; /* which this is */
	struct control_tzinfo time_zone;
	uint32_t buffer_mb;                /* -b, for messages: it is among the options */
	char module[PATH_MAX];             /* path or name, as written; to be removed: or "*" */
	char options[MODULE_OPTIONS_SIZE]; /* the module's, as the kernel wants them */
};

#endif
