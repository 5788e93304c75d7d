/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The owner of a module's control channel is the user who loaded it. */
#include "stapio/foreign.h"

#include <errno.h>
#include <pwd.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/report.h"

bool foreign_module(int control, const char *name)
{
	struct passwd *user;
	char gid[40] = "";
	struct stat st;

	if (fstat(control, &st)) {
		report_warning("Couldn't find out whose module %s is (%s): the commands of its "
			       "script are not run.",
			name, strerror(errno));
	} else if (st.st_uid == geteuid()) {
		return false;
	} else {
		user = getpwuid(st.st_uid);
		if (!user)
			snprintf(gid, sizeof(gid), " SYSTEMTAP_REAL_GID=%u", st.st_gid);
		report_warning(
			"Module %s belongs to %s%suid %u: the commands of its script are not run. "
			"To attach as that user: SYSTEMTAP_REAL_UID=%u%s staprun -A %s",
			name, user ? user->pw_name : "", user ? ", " : "", st.st_uid, st.st_uid,
			gid, name);
	}
	return true;
}
