/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What stapio hears from a loader that is gone before it has read what it is asked for, and what it
 * says of one from which nothing is heard. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

#include "common/await.h"
#include "common/outcome.h"
#include "stapio/ask.h"

static int loaders_end;
static bool interrupted;

/* In the place of poll(2): what the loader does while stapio waits for its answer, or nothing. */
int await(struct pollfd *polls, nfds_t count, int timeout)
{
	const struct outcome refused = {
		.kind = OUTCOME_REFUSED, .number = POLICY_REFUSE_NOT_A_USER};

	assert_int_equal(count, 2);
	if (interrupted) {
		polls[1].revents = (short)(timeout < 0 ? POLLIN : 0);
		return timeout < 0;
	}
	if (loaders_end >= 0) {
		assert_int_equal(send(loaders_end, &refused, sizeof(refused), 0), sizeof(refused));
		close(loaders_end);
		loaders_end = -1;
	}
	polls[0].revents = POLLIN;
	return 1;
}

/* Attaches, which comes to nothing. Returns what was SAID on that. */
static const char *attach(char said[static 4096])
{
	static char name[] = "stap_test";
	char *none = NULL;
	struct options options = {.module = name, .module_options = &none, .attach = true};
	struct taken_over taken_over = {.folder = -1};
	int file = memfd_create("said", 0), standard_error = dup(STDERR_FILENO), ends[2];

	assert_int_equal(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends), 0);
	taken_over.loader = ends[0];
	loaders_end = ends[1];
	taken_over.loader_pid = fork();
	if (!taken_over.loader_pid)
		_exit(1);
	dup2(file, STDERR_FILENO);
	int status = loading(&options, &taken_over);
	dup2(standard_error, STDERR_FILENO);
	assert_int_equal(status, 1);
	memset(said, 0, 4096);
	assert_true(pread(file, said, 4095, 0) > 0);
	close(file);
	close(standard_error);
	close(loaders_end);
	return said;
}

static void refused_unread(void **state)
{
	char text[4096];

	(void)state;
	assert_non_null(strstr(attach(text), "members of the groups stapusr, stapsys and stapdev"));
	assert_null(strstr(text, strerror(ECONNRESET)));
}

static void waits_for_another_session(void **state)
{
	char text[4096];

	(void)state;
	interrupted = true;
	assert_non_null(
		strstr(attach(text), "another session of yours that is attached to 'stap_test'"));
	assert_null(strstr(text, "loads nothing"));
	interrupted = false;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(refused_unread), cmocka_unit_test(waits_for_another_session)};

	return cmocka_run_group_tests_name("ask", tests, NULL, NULL);
}
