/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What comes is the caller's: its strings end, whatever was sent, and the rest is numbers. */
#include "staprun/handover.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "common/module_name.h"

int handover_open(int ends[2])
{
	return socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) ? -errno : 0;
}

ssize_t handover_message(int end, void *message, size_t room)
{
	ssize_t got;

	do
		got = recv(end, message, room, MSG_TRUNC);
	while (got < 0 && errno == EINTR);
	return got < 0 ? -errno : got;
}

int handover_receive(int end, struct request *request)
{
	const struct timeval patience = {.tv_sec = 60}, ever = {0};
	ssize_t got = setsockopt(end, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));

	got = got ? -errno : handover_message(end, request, sizeof(*request));
	request->origin.uri[sizeof(request->origin.uri) - 1] = '\0';
	request->time_zone.name[sizeof(request->time_zone.name) - 1] = '\0';
	request->module[sizeof(request->module) - 1] = '\0';
	request->options[sizeof(request->options) - 1] = '\0';
	if (got < 0)
		return got == -EAGAIN ? -ETIMEDOUT : (int)got;
	if (got <= (ssize_t)offsetof(struct request, options))
		return -ENODATA;
	return setsockopt(end, SOL_SOCKET, SO_RCVTIMEO, &ever, sizeof(ever)) ? -errno : 0;
}

bool handover_given_up(int end)
{
	return recv(end, &(char){0}, 1, MSG_PEEK | MSG_DONTWAIT) == 0;
}
