/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Privilege: which of root's powers this process keeps, when one of them is in
 * effect, and when all are gone.
 *
 * The effective uid stays 0 in the process that loads, for one reason: a
 * module takes its handshake from no one else. The real ids stay the caller's:
 * a module gives its files to them. Files are opened with the caller's ids
 * (fsuid, fsgid). The effective capability set is empty from
 * the start on, but for the one call between privilege_raise() and
 * privilege_lower().
 */
#ifndef STAPRUN_PRIVILEGE_H
#define STAPRUN_PRIVILEGE_H

#include <stdbool.h>
#include <sys/capability.h>
#include <sys/types.h>

/*
 * For the process that loads or removes: cuts the capabilities, bounding set
 * included, to the few that this takes, for good; ROOT, who has to do with the
 * modules of others, takes two more. Files are those of UID and GID, the
 * caller's, from here on. Returns 0, or not after telling why.
 */
int privilege_cut(uid_t uid, gid_t gid, bool root);

/*
 * Has CAPABILITY in effect, with those raised before it, until
 * privilege_lower(), which ends the process if it can't. Where it can't be had,
 * the call in need of it will say so.
 */
void privilege_raise(cap_value_t capability);
void privilege_lower(void);

/* The value of CALL, which is made with CAPABILITY in effect, and those raised before it. */
#define WITH(capability, call)                                                                     \
	({                                                                                         \
		privilege_raise(capability);                                                       \
		__auto_type value_of_call = (call);                                                \
		privilege_lower();                                                                 \
		value_of_call;                                                                     \
	})

/* Gives up all of them. 0 or -errno. */
int privilege_none(void);

/*
 * For the process that stays with a module (keeper.h): all ids are root's, and
 * of the capabilities CAP_SYS_MODULE and CAP_AUDIT_WRITE alone are left. 0 or -errno.
 */
int privilege_keep(void);

/*
 * For the process that becomes stapio: UID, GID and capabilities are the
 * caller's alone, and that is tried by asking for them back. Root keeps what
 * root had. Returns 0, or complains and returns -1: then leave.
 */
int privilege_drop(uid_t uid, gid_t gid);

#endif
