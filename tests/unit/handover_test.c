/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the loader takes for a request, whatever was sent; and how a module gets to stapio. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "common/transport.h"
#include "stapio/ask.h"
#include "staprun/messages.h"

static struct request received;

static void say(int end, const void *message, size_t size)
{
	assert_int_equal(send(end, message, size, 0), size);
}

static void open_ends(int ends[2])
{
	assert_int_equal(handover_open(ends), 0);
	memset(&received, 0, sizeof(received));
}

/* A message of SIZE bytes, none of them NUL, and the end of it all. */
static bool takes(size_t size)
{
	static char bytes[sizeof(struct request) + 100];
	int ends[2];
	bool taken;

	memset(bytes, 'x', sizeof(bytes));
	open_ends(ends);
	if (size)
		say(ends[0], bytes, size);
	close(ends[0]);
	taken = handover_receive(ends[1], &received) == 0;
	close(ends[1]);
	return taken;
}

static void requests_that_are_none(void **state)
{
	(void)state;
	assert_false(takes(0));
	assert_false(takes(1));
	assert_false(takes(offsetof(struct request, module)));
	assert_false(takes(offsetof(struct request, options)));
	assert_true(takes(offsetof(struct request, options) + 1));
}

static void strings_end(void **state)
{
	static const size_t sizes[] = {1, 2, 1000, sizeof(received.options) - 1,
		sizeof(received.options), sizeof(received.options) + 50};

	(void)state;
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		const size_t more = sizes[i];

		assert_true(takes(offsetof(struct request, options) + more));
		assert_int_equal(strlen(received.module), sizeof(received.module) - 1);
		assert_int_equal(strlen(received.options),
			more < sizeof(received.options) ? more : sizeof(received.options) - 1);
		assert_int_equal(strlen(received.origin.uri), sizeof(received.origin.uri) - 1);
		assert_int_equal(
			strlen(received.time_zone.name), sizeof(received.time_zone.name) - 1);
	}
}

/* Answers as the loader would: a module NAME and its folder, or STATUS. Returns what stapio makes
 * of it. */
static int ask(struct options *options, struct taken_over *taken_over, const char *name, int status)
{
	char path[PATH_MAX];
	int ends[2];

	open_ends(ends);
	*taken_over = (struct taken_over){.folder = -1, .loader = ends[0]};
	taken_over->loader_pid = fork();
	if (taken_over->loader_pid == 0) {
		close(ends[0]);
		if (handover_receive(ends[1], &received) || received.kind != REQUEST_LOAD ||
			!realpath("some.ko", path) || strcmp(received.module, path) != 0 ||
			received.module_size != 7 || received.signature_size != 3 ||
			recv(ends[1], path, sizeof(path), 0) != 7 ||
			memcmp(path, "module\n", 7) != 0 ||
			recv(ends[1], path, sizeof(path), 0) != 3 || memcmp(path, "sgn", 3) != 0 ||
			strcmp(received.options, "_stp_bufsize=3 a=b") != 0)
			_exit(99);
		answer_to(ends[1]);
		answer((struct outcome){.kind = OUTCOME_OWN_CREDENTIALS}, "by the way");
		if (status)
			answer((struct outcome){.kind = OUTCOME_NOT_RENAMED}, "some");
		if (name && answer_module(
				    name, open("/", O_PATH | O_DIRECTORY), TRANSPORT_VERSION(4, 8)))
			_exit(98);
		_exit(status);
	}
	close(ends[1]);
	return loading(options, taken_over);
}

static void stapio_and_the_loader(void **state)
{
	char a[] = "a=b", *words[] = {a, NULL};
	struct options options = {
		.module = "./some.ko", .module_options = words, .buffer_mb = 3, .verbosity = 2};
	char folder[] = "/tmp/handover-XXXXXX";
	struct taken_over taken_over;
	FILE *module = NULL;

	(void)state;
	assert_true(mkdtemp(folder) && !chdir(folder) && (module = fopen("some.ko", "w")));
	assert_true(fputs("module\n", module) >= 0 && fclose(module) == 0);
	assert_true((module = fopen("some.ko.sgn", "w")) && fputs("sgn", module) >= 0);
	assert_int_equal(fclose(module), 0);
	assert_int_equal(ask(&options, &taken_over, "some", 0), -1);
	assert_string_equal(options.module, "some");
	assert_int_equal(fcntl(taken_over.folder, F_GETFD), FD_CLOEXEC);
	assert_int_equal(waitpid(taken_over.loader_pid, NULL, 0), taken_over.loader_pid);
	close(taken_over.folder);
	close(taken_over.loader);

	for (int status = 0; status < 3; status++) {
		options.module = "./some.ko";
		/* Without a module and without a reason it is a failure all the same. */
		assert_int_equal(ask(&options, &taken_over, NULL, status), status ? status : 1);
		assert_int_equal(waitpid(taken_over.loader_pid, NULL, 0), -1);
	}
	assert_int_equal(unlink("some.ko") | unlink("some.ko.sgn") | chdir("/") | rmdir(folder), 0);
}

static void wishes_that_are_too_long(void **state)
{
	static char path[PATH_MAX + 1];
	char *none[] = {NULL};
	struct options options = {.module = path, .module_options = none};
	struct taken_over taken_over = {.folder = -1, .loader = -1, .loader_pid = -1};

	(void)state;
	memset(path, 'p', PATH_MAX);
	assert_int_equal(loading(&options, &taken_over), 1);
	options.delete_module = true;
	assert_int_equal(loading(&options, &taken_over), 1);
}

/* What WORDS become on standard error, in GOT. */
static void complain_of(const char *words, char *got, size_t size)
{
	int ends[2], saved = dup(STDERR_FILENO);

	assert_int_equal(pipe(ends), 0);
	dup2(ends[1], STDERR_FILENO);
	complain("of '%s'", words);
	dup2(saved, STDERR_FILENO);
	close(saved);
	close(ends[1]);
	ssize_t length = read(ends[0], got, size - 1);
	got[length > 0 ? length : 0] = '\0';
	close(ends[0]);
}

/* A terminal does not obey what the caller calls himself, and one line is one line. */
static void complaints(void **state)
{
	char words[1000], got[1000];

	(void)state;
	complain_of("\033[2J a\nb\177\233", got, sizeof(got));
	assert_string_equal(got, "of '?[2J a?b?\?'\n");
	memset(words, 'w', sizeof(words) - 1);
	words[sizeof(words) - 1] = '\0';
	complain_of(words, got, sizeof(got));
	assert_int_equal(strlen(got), 512);
	assert_int_equal(got[511], '\n');
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(complaints),
		cmocka_unit_test(requests_that_are_none),
		cmocka_unit_test(strings_end),
		cmocka_unit_test(stapio_and_the_loader),
		cmocka_unit_test(wishes_that_are_too_long),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
