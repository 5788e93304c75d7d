/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What stapio hears from a loader that is gone before it has read what it is asked for. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
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

/* In the place of poll(2): what the loader does while stapio waits for its answer. */
int await(struct pollfd *polls, nfds_t count, int timeout)
{
	const struct outcome refused = {
		.kind = OUTCOME_REFUSED, .number = POLICY_REFUSE_NOT_A_USER};

	(void)count;
	(void)timeout;
	if (loaders_end >= 0) {
		assert_int_equal(send(loaders_end, &refused, sizeof(refused), 0), sizeof(refused));
		close(loaders_end);
		loaders_end = -1;
	}
	polls[0].revents = POLLIN;
	return 1;
}

static void refused_unread(void **state)
{
	static char name[] = "stap_test";
	char *none = NULL;
	struct options options = {.module = name, .module_options = &none, .attach = true};
	struct taken_over taken_over = {.folder = -1};
	int said = memfd_create("said", 0), standard_error = dup(STDERR_FILENO), ends[2];
	char text[4096] = "";

	(void)state;
	assert_int_equal(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends), 0);
	taken_over.loader = ends[0];
	loaders_end = ends[1];
	taken_over.loader_pid = fork();
	if (!taken_over.loader_pid)
		_exit(1);
	dup2(said, STDERR_FILENO);
	int status = loading(&options, &taken_over);
	dup2(standard_error, STDERR_FILENO);
	assert_int_equal(status, 1);
	assert_true(pread(said, text, sizeof(text) - 1, 0) > 0);
	assert_non_null(strstr(text, "members of the groups stapusr, stapsys and stapdev"));
	assert_null(strstr(text, strerror(ECONNRESET)));
	close(said);
	close(standard_error);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(refused_unread)};

	return cmocka_run_group_tests_name("ask", tests, NULL, NULL);
}
