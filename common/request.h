/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Messages between stapio, which reads the command line and has no privilege, and
 * the loader of staprun, which has privilege and does not read it: over a pair of
 * sockets for whole messages (SOCK_SEQPACKET) that staprun makes before it
 * becomes the one and forks the other.
 *
 *   stapio -> loader    struct request, up to the NUL of its last string; behind
 *                       one to load, what is in the module's file and in that of
 *                       its signature, as the caller may read them: messages of
 *                       up to FILE_MESSAGE_MAX bytes
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

#define FILE_MESSAGE_MAX (32 * 1024)

#define MODULE_OPTIONS_SIZE (64 * 1024)

/* What not to do, by the caller's environment. */
enum override {
	OVERRIDE_FIPS = 1,          /* STAP_FIPS_OVERRIDE */
	OVERRIDE_KPTR_RESTRICT = 2, /* STAP_BZ1552745_OVERRIDE */
	OVERRIDE_KPROBES = 4,       /* STAP_PR13193_OVERRIDE */
};

/* The caller's wish, and no more than that: whoever wrote it had the caller's rights. */
struct request {
	enum request_kind {
		REQUEST_LOAD,
		REQUEST_ATTACH,
		REQUEST_REMOVE,
		REQUEST_CHECK, /* like REQUEST_LOAD up to the load itself: OUTCOME_CHECKED instead
				*/
	} kind;
	uint32_t overrides;              /* enum override */
	uint32_t buffer_mb;              /* of -b, which is among the options, too; or 0 */
	int32_t rename;                  /* -R was given */
	int32_t remote;                  /* -r was given: */
	struct control_remote_id origin; /* which this is */
	struct control_tzinfo time_zone;
	uint32_t module_size;   /* 0: the caller may not read it */
	int32_t signature_size; /* or -errno: ENOENT when there is none */
	char module[PATH_MAX];  /* to be loaded: where the file is, all links followed; to be
				   attached to: its name */
	/* The module's, as the kernel wants them; to be removed: names, sorted, a blank between. */
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
