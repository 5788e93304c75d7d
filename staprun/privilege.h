/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Who the caller is, which of root's powers this process keeps, when one of
 * them is in effect, and when all are gone.
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

struct caller {
	uid_t uid;
	gid_t gid;
	bool root;       /* uid 0, and not acting for another user */
	unsigned levels; /* mask of enum privilege_level: what the stap groups of the user give */
};

/*
 * Finds out who is calling, from the real ids and the groups; where root says
 * so (SYSTEMTAP_REAL_UID, SYSTEMTAP_REAL_GID) the process becomes that user
 * first, in all but the effective uid. Returns 0, or reports and returns -1.
 */
int privilege_identify(struct caller *caller);

/*
 * For the process that loads or removes: cuts the capabilities, bounding set
 * included, to the few that this takes, for good; files are the caller's from
 * here on. Returns 0, or reports and returns -1.
 */
int privilege_cut(const struct caller *caller);

/*
 * Has CAPABILITY in effect, with those raised before it, until
 * privilege_lower(), which ends the process if it can't. Where it can't be had,
 * the call in need of it will say so.
 */
void privilege_raise(cap_value_t capability);
void privilege_lower(void);

/*
 * For the process that stays with a module (keeper.h): all ids are root's, and
 * of the capabilities CAP_SYS_MODULE alone is left, in effect. 0 or -errno.
 */
int privilege_keep(void);

/*
 * For the process that becomes stapio: uid, gid and capabilities are the
 * caller's alone, and that is tried by asking for them back. Root keeps what
 * root had. Returns 0, or reports and returns -1: then leave.
 */
int privilege_drop(const struct caller *caller);

#endif
