/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From the loader to the keeper: what each step leaves it, and whose its records are by then. */
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "staprun/audit.h"
#include "staprun/keeper.h"

enum { GROUP = 1234 };

static gid_t sender = (gid_t)-1;

/* Sends nothing: who is said to be the sender is what counts. */
ssize_t sendmsg(int fd, const struct msghdr *message, int flags)
{
	struct cmsghdr *header = CMSG_FIRSTHDR(message);
	struct ucred said;

	(void)fd, (void)flags;
	if (header && header->cmsg_type == SCM_CREDENTIALS) {
		memcpy(&said, CMSG_DATA(header), sizeof(said));
		sender = said.gid;
	}
	return 0;
}

/* The group in the next record. */
static gid_t on_record(void)
{
	audit("remove", "m", "permitted");
	return sender;
}

/* Each of these is the exit status of a process that becomes a keeper; 0 is right. */
static int become(void)
{
	static char words[32];
	const struct inherited inherited = {.words = words, .words_size = sizeof(words)};
	int folder = open("/", O_PATH | O_DIRECTORY | O_CLOEXEC), turns = dup(folder);
	const bool root = geteuid() == 0; /* whom the filter then keeps from asking */
	gid_t group;

	/* No one can say that he is of a group that he is not in: the kernel takes no such record.
	 */
	if ((root && setresgid(GROUP, GROUP, GROUP)) || prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
		return 1;
	group = getgid();
	audit_begin(0);
	if (on_record() != group)
		return 2;
	if (keeper_prepare(&inherited, &folder, turns) || folder != 4)
		return 3;
	if (fcntl(4, F_GETFD) < 0 || fcntl(5, F_GETFD) < 0 || fcntl(6, F_GETFD) >= 0)
		return 4;
	if (strcmp(words, "stap-keeper") != 0 || getsid(0) != getpid())
		return 5;
	if (on_record() != group)
		return 6;
	/* No one but root can. */
	if (keeper_become() != (root ? 0 : -EPERM))
		return 7;
	return on_record() != (root ? 0 : group) ? 8 : 0;
}

/* Whatever fails on the way, the removal that follows is on record. */
static void is_on_record_all_the_way(void **state)
{
	int status;
	pid_t child = fork();

	(void)state;
	if (child == 0)
		_exit(become());
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(is_on_record_all_the_way)};

	return cmocka_run_group_tests_name("keeper", tests, NULL, NULL);
}
