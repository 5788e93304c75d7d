/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * engine DIALECT FOLDER: the relay of stapio, and nothing else of it, over the
 * trace files in FOLDER, which are plain files here, to standard output. Prints
 * on standard error how many messages went out.
 */
#include <fcntl.h>
#include <inttypes.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "relay/relay.h"

int main(int argc, char **argv)
{
	struct relay_totals totals;
	struct relay *relay;

	if (argc != 3) {
		fputs("usage: engine DIALECT FOLDER\n", stderr);
		return 2;
	}
	const struct relay_config config = {
		.dialect = strcmp(argv[1], "4") == 0 ? DIALECT_4 : DIALECT_5,
		.transport = TRANSPORT_FRAMES,
	};
	int folder = open(argv[2], O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (folder < 0 || relay_open(&relay, folder, true)) {
		perror(argv[2]);
		return 1;
	}
	/*
	 * A plain file is always ready: the relay is told beforehand to stop at its
	 * end, or it would count instructions of looking for more.
	 */
	relay_finish(relay);
	if (relay_start(relay, &config))
		return 1;
	struct pollfd event = {.fd = relay_event(relay), .events = POLLIN};

	while (relay_state(relay) != RELAY_FINISHED)
		poll(&event, 1, -1);
	relay_totals(relay, &totals);
	relay_close(relay);
	close(folder);
	fprintf(stderr, "%" PRIu64 "\n", totals.messages);
	return 0;
}
