/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Ids and capabilities of this process. Each change is checked. */
#include "staprun/privilege.h"

#include <errno.h>
#include <grp.h>
#include <string.h>
#include <sys/fsuid.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "staprun/messages.h"

/* What loading and removing take, each for the call named. */
static const cap_value_t needed[] = {
	CAP_SYS_MODULE,  /* finit_module, delete_module */
	CAP_AUDIT_WRITE, /* records in the kernel's audit; the keeper needs no more than these two
			  */
	CAP_SYSLOG,      /* real addresses in /proc/kallsyms and /sys/module */
	CAP_DAC_READ_SEARCH, /* debugfs and the administrator's modules may be for root alone */
	CAP_SYS_ADMIN,       /* mounting debugfs, writing kernel.kptr_restrict; a file where all
				that there may be are open (ENFILE) */
	CAP_SETUID,
	CAP_SETGID, /* the helper becomes no one */
	/* Only where root is the caller, who has to do with the modules of others: is one attached?
	 */
	CAP_DAC_OVERRIDE,
};

#define OF_ROOT   (sizeof(needed) / sizeof(needed[0]))
#define OF_USER   (OF_ROOT - 1)
#define OF_KEEPER 2

void privilege_raise(cap_value_t capability)
{
	cap_t caps = cap_get_proc();

	/* A power that is not permitted can't be raised; the call in need of it reports that. */
	if (caps && !cap_set_flag(caps, CAP_EFFECTIVE, 1, &capability, CAP_SET))
		cap_set_proc(caps);
	cap_free(caps);
}

static int clear(cap_flag_t first, cap_flag_t second)
{
	cap_t caps = cap_get_proc();
	bool done = caps && !cap_clear_flag(caps, first) && !cap_clear_flag(caps, second) &&
		    !cap_set_proc(caps);

	cap_free(caps);
	return done ? 0 : -errno;
}

void privilege_lower(void)
{
	if (!clear(CAP_EFFECTIVE, CAP_EFFECTIVE))
		return;
	/* Fail safe: a process that cannot lay down a power must not go on with it. */
	complain("ERROR: Couldn't lower the capabilities of this process: %s", strerror(errno));
	_exit(1);
}

int privilege_none(void)
{
	return clear(CAP_EFFECTIVE, CAP_PERMITTED);
}

/* The first COUNT needed ones, as far as they are permitted, none in effect; or NULL. */
static cap_t part(size_t count)
{
	cap_t caps = cap_get_proc(), part = caps ? cap_init() : NULL;
	cap_flag_value_t permitted;

	for (size_t i = 0; part && i < count; i++)
		if (!cap_get_flag(caps, needed[i], CAP_PERMITTED, &permitted))
			cap_set_flag(part, CAP_PERMITTED, 1, &needed[i], permitted);
	cap_free(caps);
	return part;
}

/* Cuts to KEPT, for good, and for all that is executed. */
static int cut(cap_t kept)
{
	privilege_raise(CAP_SETPCAP);
	for (cap_value_t capability = 0; capability < cap_max_bits(); capability++) {
		cap_flag_value_t keep = CAP_CLEAR;

		if (!kept || cap_get_flag(kept, capability, CAP_PERMITTED, &keep) ||
			(keep == CAP_CLEAR && cap_get_bound(capability) == 1 &&
				cap_drop_bound(capability)))
			return -1;
	}
	/* There is no ambient set before Linux 4.3. */
	if (cap_set_proc(kept) || (cap_reset_ambient() && errno != EINVAL))
		return -1;
	/* Nothing is executed in this process: an exec could only be someone else's idea. */
	return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
}

int privilege_cut(uid_t uid, gid_t gid, bool root)
{
	setfsgid(gid);
	setfsuid(uid);
	/* With other ids it is as dumpable as fs.suid_dumpable says. */
	if (setfsgid((gid_t)-1) != (int)gid || setfsuid((uid_t)-1) != (int)uid ||
		cut(part(root ? OF_ROOT : OF_USER)) || prctl(PR_SET_DUMPABLE, 0))
		return answer_failure(OUTCOME_CAPABILITIES, errno ? errno : EPERM, NULL);
	return 0;
}

int privilege_keep(void)
{
	cap_t kept = part(OF_KEEPER);
	bool done = kept != NULL;

	if (getuid() != 0) { /* root has no group that it should not have */
		privilege_raise(CAP_SETGID);
		done = done && !setgroups(0, NULL) && !setresgid(0, 0, 0);
	}
	/* Now the caller may not even signal it. */
	done = done && !setresuid(0, 0, 0) && !cap_set_proc(kept) && !prctl(PR_SET_DUMPABLE, 0);
	return done ? 0 : -errno;
}

/* True when nothing of root is left, and nothing can be had back. */
static bool powerless(uid_t uid, gid_t gid)
{
	cap_t caps = cap_get_proc(), none = cap_init();
	uid_t ruid, euid, suid;
	gid_t rgid, egid, sgid;

	return caps && none && !cap_clear_flag(caps, CAP_INHERITABLE) &&
	       cap_compare(caps, none) == 0 && !getresuid(&ruid, &euid, &suid) &&
	       !getresgid(&rgid, &egid, &sgid) && ruid == uid && euid == uid && suid == uid &&
	       rgid == gid && egid == gid && sgid == gid && setuid(0) != 0 &&
	       setresuid((uid_t)-1, 0, (uid_t)-1) != 0 && setfsuid((uid_t)-1) == (int)uid;
}

int privilege_drop(uid_t uid, gid_t gid)
{
	/*
	 * Root has nothing to get rid of: stapio may do what root may do, and
	 * gets the capabilities that the caller has from the exec.
	 */
	if (uid == 0)
		return 0;
	/*
	 * Closed to the caller while it becomes his: sandbox.c says how. The groups
	 * are the caller's already: only the effective uid was root's.
	 */
	if (prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0) || WITH(CAP_SETGID, setresgid(gid, gid, gid)) ||
		WITH(CAP_SETUID, setresuid(uid, uid, uid)) || prctl(PR_SET_DUMPABLE, 0) ||
		privilege_none())
		complain("ERROR: Couldn't become the calling user: %s", strerror(errno));
	else if (powerless(uid, gid))
		return 0;
	complain("ERROR: Root's privileges are not gone as they should be; leaving.");
	return -1;
}
