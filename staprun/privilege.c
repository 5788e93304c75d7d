/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Ids and capabilities of this process. Each change is checked. */
#include "staprun/privilege.h"

#include <errno.h>
#include <grp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/fsuid.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "staprun/answer.h"

/* What loading and removing take, each for the call named. */
static const cap_value_t needed[] = {
	CAP_SYS_MODULE,      /* finit_module, delete_module */
	CAP_SYSLOG,          /* real addresses in /proc/kallsyms and /sys/module */
	CAP_DAC_READ_SEARCH, /* debugfs and the administrator's modules may be for root alone */
	CAP_SYS_ADMIN,       /* mounting debugfs, writing kernel.kptr_restrict */
	CAP_SETUID,          /* the helper becomes nobody */
	CAP_SETGID, CAP_AUDIT_WRITE, /* records in the kernel's audit */
	/* Only where root is the caller, who has to do with the modules of others: */
	CAP_DAC_OVERRIDE, /* asking whether one is attached */
};

#define BY_ROOT 1
#define NEEDED  (sizeof(needed) / sizeof(needed[0]) - BY_ROOT)

/* Fail safe: a process that cannot lay down a power must not go on with it. */
static void __attribute__((noreturn)) stop(const char *what)
{
	complain("Couldn't %s: %s", what, strerror(errno));
	_exit(1);
}

void privilege_raise(cap_value_t capability)
{
	cap_t caps = cap_get_proc();

	/* A power that is not permitted can't be raised; the call in need of it reports that. */
	if (caps && !cap_set_flag(caps, CAP_EFFECTIVE, 1, &capability, CAP_SET))
		cap_set_proc(caps);
	cap_free(caps);
}

void privilege_lower(void)
{
	cap_t caps = cap_get_proc();

	if (!caps || cap_clear_flag(caps, CAP_EFFECTIVE) || cap_set_proc(caps))
		stop("lower the capabilities of this process");
	cap_free(caps);
}

int privilege_cut(uid_t uid, gid_t gid, bool root)
{
	cap_t caps = cap_get_proc(), cut = cap_init();
	cap_flag_value_t permitted;
	int failed = !caps || !cut;

	for (size_t i = 0; !failed && i < NEEDED + (root ? BY_ROOT : 0); i++)
		if (!cap_get_flag(caps, needed[i], CAP_PERMITTED, &permitted) && permitted)
			failed = cap_set_flag(cut, CAP_PERMITTED, 1, &needed[i], CAP_SET);
	privilege_raise(CAP_SETPCAP);
	for (cap_value_t capability = 0; !failed && capability < cap_max_bits(); capability++) {
		cap_flag_value_t keep = CAP_CLEAR;

		failed = cap_get_flag(cut, capability, CAP_PERMITTED, &keep) ||
			 (keep == CAP_CLEAR && cap_get_bound(capability) == 1 &&
				 cap_drop_bound(capability));
	}
	/* From here on effective and inheritable sets are empty. */
	failed = failed || cap_set_proc(cut) ||
		 (cap_reset_ambient() && errno != EINVAL); /* there are none before Linux 4.3 */
	/* Nothing is executed in this process: an exec could only be someone else's idea. */
	failed = failed || prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	if (failed)
		answer((struct outcome){.kind = OUTCOME_CAPABILITIES, .error = errno}, NULL);
	cap_free(caps);
	cap_free(cut);

	setfsgid(gid);
	setfsuid(uid);
	if (setfsgid((gid_t)-1) != (int)gid || setfsuid((uid_t)-1) != (int)uid) {
		failed = answer((struct outcome){.kind = OUTCOME_FILE_IDS, .owner = uid}, NULL);
	}
	/* With other ids it is as dumpable as fs.suid_dumpable says. */
	if (!failed && prctl(PR_SET_DUMPABLE, 0))
		failed = answer(
			(struct outcome){.kind = OUTCOME_CAPABILITIES, .error = errno}, NULL);
	return failed ? -1 : 0;
}

int privilege_keep(void)
{
	const cap_value_t kept[] = {CAP_SYS_MODULE, CAP_AUDIT_WRITE};
	cap_t caps = cap_get_proc(), left = cap_init();
	cap_flag_value_t may_audit = CAP_CLEAR;
	bool done = caps && left && !cap_get_flag(caps, kept[1], CAP_PERMITTED, &may_audit);
	int count = may_audit == CAP_SET ? 2 : 1;

	done = done && !cap_set_flag(left, CAP_PERMITTED, count, kept, CAP_SET) &&
	       !cap_set_flag(left, CAP_EFFECTIVE, count, kept, CAP_SET);

	privilege_raise(CAP_SETGID);
	if (getuid() != 0) /* root has no group that it should not have */
		done = done && !setgroups(0, NULL) && !setresgid(0, 0, 0);
	/* Now the caller may not even signal it. */
	done = done && !setresuid(0, 0, 0) && !cap_set_proc(left) && !prctl(PR_SET_DUMPABLE, 0);
	cap_free(caps);
	cap_free(left);
	return done ? 0 : -errno;
}

/* True when nothing of root is left, and nothing can be had back. */
static bool powerless(uid_t uid, gid_t gid)
{
	cap_t caps = cap_get_proc(), none = cap_init();
	uid_t ruid, euid, suid;
	gid_t rgid, egid, sgid;
	bool empty = false;

	if (caps && none && !cap_clear_flag(caps, CAP_INHERITABLE))
		empty = cap_compare(caps, none) == 0;
	cap_free(caps);
	cap_free(none);
	return empty && !getresuid(&ruid, &euid, &suid) && !getresgid(&rgid, &egid, &sgid) &&
	       ruid == uid && euid == uid && suid == uid && rgid == gid && egid == gid &&
	       sgid == gid && setuid(0) != 0 && setresuid((uid_t)-1, 0, (uid_t)-1) != 0 &&
	       setfsuid((uid_t)-1) == (int)uid;
}

int privilege_drop(uid_t uid, gid_t gid)
{
	cap_t none;

	/*
	 * Root has nothing to get rid of: stapio may do what root may do, and
	 * gets the capabilities that the caller has from the exec.
	 */
	if (uid == 0)
		return 0;
	/* Closed to the caller while it becomes his: sandbox.c says how. */
	if (prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0))
		stop("keep the calling user out");
	/* The groups are the caller's already: only the effective uid was root's. */
	privilege_raise(CAP_SETGID);
	if (setresgid(gid, gid, gid))
		stop("become the calling group");
	privilege_raise(CAP_SETUID);
	if (setresuid(uid, uid, uid))
		stop("become the calling user");
	if (prctl(PR_SET_DUMPABLE, 0))
		stop("keep the calling user out");
	none = cap_get_proc();
	if (!none || cap_clear_flag(none, CAP_EFFECTIVE) || cap_clear_flag(none, CAP_PERMITTED) ||
		cap_set_proc(none))
		stop("give up all capabilities");
	cap_free(none);
	if (powerless(uid, gid))
		return 0;
	complain("Root's privileges are not gone as they should be; leaving.");
	return -1;
}
