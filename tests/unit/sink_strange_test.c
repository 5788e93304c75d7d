/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What seldom is an output, and has ways of its own. */
#include <errno.h>
#include <poll.h>
#include <pty.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>
#include <termios.h>
#include <unistd.h>

#include <cmocka.h>

#include "relay/sink.h"

/* What takes no message as large as all that gathered takes a smaller one, and is slow then. */
static void sockets_of_messages(void **state)
{
	static const int types[] = {SOCK_SEQPACKET, SOCK_DGRAM};
	static char much[1024 * 1024], got[sizeof(much)];

	(void)state;
	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
		int pair[2], error = 0;
		size_t written, sum = 0, rest = 0;
		struct sink sink;

		assert_int_equal(socketpair(AF_UNIX, types[i], 0, pair), 0);
		sink_adopt(&sink, pair[0]);
		while (sink_write(&sink, much, sizeof(much), &written, &error) == SINK_OK)
			sum += written;
		assert_int_equal(error, EAGAIN);
		assert_true(sum > 0);
		for (ssize_t length; (length = recv(pair[1], got, sizeof(got), MSG_DONTWAIT)) > 0;)
			rest += (size_t)length;
		assert_int_equal(rest, sum);
		/* What it takes at once stays one message. */
		assert_int_equal(sink_write(&sink, much, 5000, &written, &error), SINK_OK);
		assert_int_equal(written, 5000);
		sink_close(&sink);
		close(pair[1]);
	}
}

/* To open the master of a terminal once more would make another terminal. */
static void master_of_a_terminal(void **state)
{
	int master, slave, error;
	char got[16];
	size_t written;
	struct sink sink;
	struct termios raw;

	(void)state;
	assert_int_equal(openpty(&master, &slave, NULL, NULL, NULL), 0);
	tcgetattr(slave, &raw);
	cfmakeraw(&raw);
	tcsetattr(slave, TCSANOW, &raw);
	sink_adopt(&sink, master);
	assert_int_equal(sink_write(&sink, "hello", 5, &written, &error), SINK_OK);
	assert_int_equal(written, 5);
	struct pollfd there = {.fd = slave, .events = POLLIN};
	assert_int_equal(poll(&there, 1, 20000), 1);
	assert_int_equal(read(slave, got, sizeof(got)), 5);
	assert_memory_equal(got, "hello", 5);
	sink_close(&sink);
	close(slave);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sockets_of_messages),
		cmocka_unit_test(master_of_a_terminal),
	};

	return cmocka_run_group_tests_name("sink_strange", tests, NULL, NULL);
}
