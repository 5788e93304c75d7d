/* SPDX-License-Identifier: GPL-2.0-or-later */
/* poll(2), and where that does not work select(2), for descriptors of any number. */
#include "common/await.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#define WORD_BITS (8 * sizeof(unsigned long))

static void set_bit(unsigned long *set, int fd)
{
	set[(size_t)fd / WORD_BITS] |= 1UL << ((size_t)fd % WORD_BITS);
}

static bool has_bit(const unsigned long *set, int fd)
{
	return set[(size_t)fd / WORD_BITS] >> ((size_t)fd % WORD_BITS) & 1;
}

/* The kernel's own call: the C library's sets end at descriptor 1,023. */
static int select_any(int end, unsigned long *in, unsigned long *out, int timeout)
{
	struct timespec time = {
		.tv_sec = timeout / 1000, .tv_nsec = (long)(timeout % 1000) * 1000000};

	return (int)syscall(SYS_pselect6, end, in, out, NULL, timeout < 0 ? NULL : &time, NULL);
}

static int await_by_select(struct pollfd *polls, nfds_t count, int timeout)
{
	int end = 0, ready = 0;

	for (nfds_t i = 0; i < count; i++)
		if (polls[i].fd >= end)
			end = polls[i].fd + 1;
	size_t words = (size_t)end / WORD_BITS + 1;
	unsigned long *in = calloc(2 * words, sizeof(*in)), *out = in + words;
	if (!in)
		return -1;
	for (nfds_t i = 0; i < count; i++) {
		if (polls[i].fd >= 0 && polls[i].events & POLLIN)
			set_bit(in, polls[i].fd);
		if (polls[i].fd >= 0 && polls[i].events & POLLOUT)
			set_bit(out, polls[i].fd);
	}
	if (select_any(end, in, out, timeout) < 0)
		ready = -1;
	for (nfds_t i = 0; i < count && ready >= 0; i++) {
		if (polls[i].fd < 0)
			continue;
		polls[i].revents = (short)((has_bit(in, polls[i].fd) ? POLLIN : 0) |
					   (has_bit(out, polls[i].fd) ? POLLOUT : 0));
		ready += polls[i].revents != 0;
	}
	free(in);
	return ready;
}

int await(struct pollfd *polls, nfds_t count, int timeout)
{
	int ready = poll(polls, count, timeout);

	if (ready >= 0)
		return ready;
	for (nfds_t i = 0; i < count; i++)
		polls[i].revents = 0;
	return errno == EINTR ? -1 : await_by_select(polls, count, timeout);
}
