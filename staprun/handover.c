/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What comes is the caller's: its strings end, whatever was sent, and the rest is numbers. */
#include "staprun/handover.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
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

bool handover_receive(int end, struct request *request)
{
	ssize_t got = handover_message(end, request, sizeof(*request));

	request->origin.uri[sizeof(request->origin.uri) - 1] = '\0';
	request->time_zone.name[sizeof(request->time_zone.name) - 1] = '\0';
	request->module[sizeof(request->module) - 1] = '\0';
	request->options[sizeof(request->options) - 1] = '\0';
	return got > (ssize_t)offsetof(struct request, options);
}
