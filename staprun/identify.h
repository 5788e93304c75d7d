/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Who the caller is. */
#ifndef STAPRUN_IDENTIFY_H
#define STAPRUN_IDENTIFY_H

#include <stdbool.h>
#include <sys/types.h>

struct caller {
	uid_t uid;
	gid_t gid;
	bool root;       /* uid 0, and not acting for another user */
	unsigned levels; /* mask of enum privilege_level: what the stap groups of the user give */
};

/*
 * Finds out who is calling, from the real ids; where root says so
 * (SYSTEMTAP_REAL_UID, SYSTEMTAP_REAL_GID) the process becomes that user first,
 * in all but the effective uid. Levels are none yet. Returns 0, or complains and
 * returns -1.
 */
int identify(struct caller *caller);

/*
 * The levels of this process's groups. Runs plug-ins of the C library's
 * (nsswitch.conf), which may leave descriptors open.
 */
unsigned identify_levels(void);

#endif
