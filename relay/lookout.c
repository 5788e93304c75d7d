/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Edges of epoll(7) tell that something was printed, and the sizes of the trace files how much. */
#include "relay/lookout.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <unistd.h>

int lookout_open(struct lookout *lookout, unsigned capacity)
{
	*lookout = (struct lookout){.fd = -1, .begun = calloc(capacity, sizeof(*lookout->begun))};
	if (!lookout->begun)
		return -ENOMEM;
	lookout->fd = epoll_create1(EPOLL_CLOEXEC);
	if (lookout->fd >= 0)
		return 0;
	int rc = -errno;
	lookout_close(lookout);
	return rc;
}

int lookout_begin(struct lookout *lookout, const struct trace_files *files)
{
	struct epoll_event edge = {.events = EPOLLIN | EPOLLET};

	for (; lookout->count < files->count; lookout->count++)
		if (epoll_ctl(lookout->fd, EPOLL_CTL_ADD, files->file[lookout->count].fd, &edge))
			return -errno;
	for (unsigned i = 0; i < files->count; i++)
		lookout->begun[i] = trace_files_produced(files, i);
	return 0;
}

void lookout_hear(struct lookout *lookout)
{
	struct epoll_event events[64];

	while (epoll_wait(lookout->fd, events, 64, 0) == 64)
		;
}

uint64_t lookout_gathered(const struct lookout *lookout, const struct trace_files *files)
{
	uint64_t most = 0;
	bool known = false;

	for (unsigned i = 0; i < files->count; i++) {
		uint64_t produced = trace_files_produced(files, i);

		known |= produced > 0;
		if (produced - lookout->begun[i] > most)
			most = produced - lookout->begun[i];
	}
	return known ? most : UINT64_MAX;
}

void lookout_close(struct lookout *lookout)
{
	if (lookout->fd >= 0)
		close(lookout->fd);
	free(lookout->begun);
	*lookout = (struct lookout){.fd = -1};
}
