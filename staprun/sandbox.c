/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * How a forked child gives up everything. Assumes that it was forked by a
 * single-threaded parent whose effective uid may be 0. Must never return 0
 * when one of the things to give up is still there.
 */
#include "staprun/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "common/compat.h"
#include "helper/entries.h"
#include "staprun/privilege.h"

/*
 * Ids that no one has, nor is ever given: what is below 2^31 may be a user, or
 * be lent to one for a namespace. With its own number in it, a process shares
 * them with no other.
 */
#define NO_ONE 0xf0000000U

static bool take_ids(uid_t id)
{
	if (prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0))
		return false;
	privilege_raise(CAP_SETGID);
	if (setgroups(0, NULL) || setresgid(id, id, id))
		return false;
	privilege_raise(CAP_SETUID);
	return setresuid(id, id, id) == 0;
}

/*
 * As no one, the helper has no files and no processes to spoil; and no one but
 * root may signal it, look into it or change it. New ids make it as dumpable as
 * fs.suid_dumpable says: until that is undone it keeps the capabilities that it
 * has, and who has less may not look.
 */
static int become_no_one(void)
{
	bool privileged =
		geteuid() == 0; /* else a test without root: there the groups have to stay */
	uid_t uid = privileged ? NO_ONE + (uid_t)getpid() : getuid();
	uid_t ids[3];

	if (privileged && !take_ids(uid)) {
		/*
		 * Root may be left without the right to be another (a container's
		 * root), and what root brings is root's own: no power will do.
		 */
		if (getuid() != 0)
			return -errno;
		uid = 0;
	}
	if (prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) || privilege_none())
		return -errno;
	if (getresuid(&ids[0], &ids[1], &ids[2]) || ids[0] != uid || ids[1] != uid || ids[2] != uid)
		return -EPERM;
	if (uid != 0 && (setuid(0) == 0 || (privileged && getgroups(0, NULL) != 0)))
		return -EPERM;
	return 0;
}

int sandbox_enter(int file, int answer)
{
	struct pollfd other_end = {.fd = HELPER_ANSWER};
	int error;

	if (dup2(file, HELPER_FILE) < 0 || dup2(answer, HELPER_ANSWER) < 0 ||
		compat_close_range(STDERR_FILENO + 1, ~0U))
		return -errno;
	error = become_no_one();
	if (error)
		return error;
	/* Its end comes with that of the sockets' other end. No parent's death would do (see
	 * prctl(2), PR_SET_PDEATHSIG), as that has no right to send no one a signal. */
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) || fcntl(HELPER_ANSWER, F_SETOWN, getpid()) ||
		fcntl(HELPER_ANSWER, F_SETSIG, SIGKILL) || fcntl(HELPER_ANSWER, F_SETFL, O_ASYNC))
		return -errno;
	/* Unless it came before. */
	return poll(&other_end, 1, 0) == 0 ? 0 : -EPIPE;
}
