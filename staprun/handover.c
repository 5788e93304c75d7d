/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Messages over a socket pair, of fixed size each. The receiver of the time
 * zone is privileged and takes it as bytes for the module, ended by a NUL.
 */
#include "staprun/handover.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

int handover_open(int ends[2])
{
	return socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) ? -errno : 0;
}

int handover_send_time_zone(int end)
{
	struct control_tzinfo time_zone = {0};
	time_t now = time(NULL);
	struct tm local;

	tzset();
	if (localtime_r(&now, &local)) {
		time_zone.seconds_west = -local.tm_gmtoff;
		strncpy(time_zone.name, local.tm_zone, sizeof(time_zone.name) - 1);
	}
	return send(end, &time_zone, sizeof(time_zone), MSG_NOSIGNAL) < 0 ? -errno : 0;
}

int handover_receive_time_zone(int end, struct control_tzinfo *time_zone)
{
	ssize_t got = recv(end, time_zone, sizeof(*time_zone), 0);

	if (got != sizeof(*time_zone))
		return got < 0 ? -errno : -EPIPE;
	time_zone->name[sizeof(time_zone->name) - 1] = '\0';
	return 0;
}

union descriptor_message {
	struct cmsghdr header;
	char space[CMSG_SPACE(sizeof(int))];
};

int handover_send_module(int end, const struct loaded *loaded)
{
	struct iovec name = {(char *)loaded->name, sizeof(loaded->name)};
	union descriptor_message control = {0};
	struct msghdr message = {.msg_iov = &name,
		.msg_iovlen = 1,
		.msg_control = &control,
		.msg_controllen = sizeof(control)};

	control.header.cmsg_level = SOL_SOCKET;
	control.header.cmsg_type = SCM_RIGHTS;
	control.header.cmsg_len = CMSG_LEN(sizeof(int));
	memcpy(CMSG_DATA(&control.header), &loaded->folder, sizeof(int));
	return sendmsg(end, &message, MSG_NOSIGNAL) < 0 ? -errno : 0;
}

int handover_receive_module(int end, struct loaded *loaded)
{
	struct iovec name = {loaded->name, sizeof(loaded->name)};
	union descriptor_message control = {0};
	struct msghdr message = {.msg_iov = &name,
		.msg_iovlen = 1,
		.msg_control = &control,
		.msg_controllen = sizeof(control)};
	ssize_t got;

	do
		got = recvmsg(end, &message, MSG_CMSG_CLOEXEC);
	while (got < 0 && errno == EINTR);
	if (got < 0)
		return -errno;
	if (got != sizeof(loaded->name))
		return -EPIPE;
	if (control.header.cmsg_type != SCM_RIGHTS ||
		control.header.cmsg_len != CMSG_LEN(sizeof(int)))
		return -EPROTO;
	memcpy(&loaded->folder, CMSG_DATA(&control.header), sizeof(int));
	loaded->name[sizeof(loaded->name) - 1] = '\0';
	return 0;
}

bool handover_confirmed(int end)
{
	ssize_t got;
	char byte;

	do
		got = recv(end, &byte, 1, 0);
	while (got < 0 && errno == EINTR);
	return got == 1;
}
