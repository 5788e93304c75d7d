/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The caller's ids and groups; and those of another user, where root asks for that. */
#include "staprun/identify.h"

#include <errno.h>
#include <grp.h>
#include <limits.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "staprun/messages.h"
#include "staprun/privilege.h"

/* Nothing but digits, and an id that there can be. */
static bool parse_id(const char *text, unsigned *id)
{
	unsigned long value = strtoul(text, NULL, 10);

	*id = (unsigned)value;
	return *text && text[strspn(text, "0123456789")] == '\0' && value < UINT_MAX;
}

/*
 * Root acts for another user: for a front end that got its privilege by sudo,
 * say. The effective uid stays 0, all the rest is that user's.
 */
static int act_for(const char *uid_text, const char *gid_text)
{
	const char *why =
		"SYSTEMTAP_REAL_UID and SYSTEMTAP_REAL_GID must be whole numbers, and the "
		"first can stand alone for a user who is in the passwd database.";
	struct passwd *user = NULL;
	unsigned uid, gid;

	if (uid_text && parse_id(uid_text, &uid) && (!gid_text || parse_id(gid_text, &gid)))
		user = getpwuid(uid);
	else
		gid_text = NULL;
	if (user || gid_text) {
		gid = gid_text ? gid : user->pw_gid;
		privilege_raise(CAP_SETGID);
		if (!WITH(CAP_SETUID,
			    (user ? initgroups(user->pw_name, gid) : setgroups(0, NULL)) ||
				    setresgid(gid, gid, gid) || setresuid(uid, 0, 0)))
			return 0;
		why = strerror(errno);
	}
	complain("ERROR: Couldn't set staprun UID to '%.64s': %s", uid_text ? uid_text : "", why);
	return -1;
}

static bool in_group(const char *name)
{
	static gid_t groups[NGROUPS_MAX];
	struct group *group = getgrnam(name);
	int count = getgroups(NGROUPS_MAX, groups);
	bool member = group && getegid() == group->gr_gid;

	for (int i = 0; group && i < count; i++)
		member = member || groups[i] == group->gr_gid;
	return member;
}

int identify(struct caller *caller)
{
	const char *uid = getenv("SYSTEMTAP_REAL_UID"), *gid = getenv("SYSTEMTAP_REAL_GID");

	/* Only root's word counts. (And only root's environment is there.) */
	if (getuid() == 0 && (uid || gid) && act_for(uid, gid))
		return -1;
	*caller = (struct caller){.uid = getuid(), .gid = getgid(), .root = getuid() == 0};
	return 0;
}

unsigned identify_levels(void)
{
	/* A higher level includes the lower ones: a module asks for the bit of the one it needs. */
	return (in_group("stapusr") ? PRIVILEGE_STAPUSR : 0) |
	       (in_group("stapsys") ? PRIVILEGE_STAPUSR | PRIVILEGE_STAPSYS : 0) |
	       (in_group("stapdev") ? PRIVILEGE_ALL : 0);
}
