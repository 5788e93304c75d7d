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

#include "common/dialect.h"
#include "common/number.h"
#include "staprun/answer.h"
#include "staprun/privilege.h"

static int no_such_identity(const char *uid, const char *why)
{
	complain("Couldn't set staprun UID to '%.64s': %s", uid ? uid : "", why);
	return -1;
}

/*
 * Root acts for another user: for a front end that got its privilege by sudo,
 * say. The effective uid stays 0, all the rest is that user's.
 */
static int act_for(const char *uid_text, const char *gid_text)
{
	long uid, gid;
	struct passwd *user;
	bool done;

	if (!uid_text || !parse_number(uid_text, 0, UINT_MAX - 1L, &uid) ||
		(gid_text && !parse_number(gid_text, 0, UINT_MAX - 1L, &gid)))
		return no_such_identity(uid_text,
			"SYSTEMTAP_REAL_UID and SYSTEMTAP_REAL_GID must be whole numbers, and the first can "
			"stand alone.");
	user = getpwuid((uid_t)uid);
	if (!gid_text && !user)
		return no_such_identity(uid_text,
			"no such user; one without an entry in the passwd database needs "
			"SYSTEMTAP_REAL_GID.");
	if (!gid_text)
		gid = user->pw_gid;
	privilege_raise(CAP_SETGID);
	done = (user ? initgroups(user->pw_name, (gid_t)gid) : setgroups(0, NULL)) == 0 &&
	       setresgid((gid_t)gid, (gid_t)gid, (gid_t)gid) == 0;
	privilege_raise(CAP_SETUID);
	done = done && setresuid((uid_t)uid, 0, 0) == 0;
	privilege_lower();
	return done ? 0 : no_such_identity(uid_text, strerror(errno));
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
	/* A higher level includes the lower ones: a module asks for the bit of the one it needs. */
	static const struct {
		const char *group;
		unsigned levels;
	} rights[] = {
		{"stapusr", PRIVILEGE_STAPUSR},
		{"stapsys", PRIVILEGE_STAPUSR | PRIVILEGE_STAPSYS},
		{"stapdev", PRIVILEGE_ALL},
	};
	const char *uid = getenv("SYSTEMTAP_REAL_UID"), *gid = getenv("SYSTEMTAP_REAL_GID");

	/* Only root's word counts. (And only root's environment is not rebuilt.) */
	if (getuid() == 0 && (uid || gid) && act_for(uid, gid))
		return -1;
	*caller = (struct caller){.uid = getuid(), .gid = getgid(), .root = getuid() == 0};
	for (size_t i = 0; i < sizeof(rights) / sizeof(rights[0]); i++)
		if (in_group(rights[i].group))
			caller->levels |= rights[i].levels;
	return 0;
}
