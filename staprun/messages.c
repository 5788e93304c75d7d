/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One message each way, or one line. What comes is the caller's: its strings end,
 * whatever was sent, and the rest is numbers. The only state is where to send
 * answers, set once.
 */
#include "staprun/messages.h"

#include <errno.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static int stapio = -1;

void answer_to(int end)
{
	stapio = end;
}

int answer(struct outcome outcome, const char *name)
{
	strncpy(outcome.name, name ? name : "", sizeof(outcome.name) - 1);
	/* Who is gone need not know, and its end of the sockets tells us soon enough. */
	send(stapio, &outcome, sizeof(outcome), MSG_NOSIGNAL);
	return -1;
}

int answer_failure(enum outcome_kind kind, int error, const char *name)
{
	answer((struct outcome){.kind = kind, .error = error < 0 ? -error : error}, name);
	return 1;
}

bool answers_are_awaited(void)
{
	struct pollfd gone = {.fd = stapio};

	return poll(&gone, 1, 0) == 0;
}

int message_send(int end, struct msghdr message, int type, const void *extra, size_t size)
{
	union {
		struct cmsghdr header;
		char space[CMSG_SPACE(sizeof(struct ucred))];
	} control = {.header = {.cmsg_level = SOL_SOCKET,
			     .cmsg_type = type,
			     .cmsg_len = (socklen_t)CMSG_LEN(size)}};

	memcpy(CMSG_DATA(&control.header), extra, size);
	message.msg_control = &control;
	message.msg_controllen = (socklen_t)CMSG_SPACE(size);
	return sendmsg(end, &message, MSG_NOSIGNAL) < 0 ? -errno : 0;
}

int answer_module(const char *name, int folder, uint32_t version)
{
	struct outcome outcome = {.kind = OUTCOME_MODULE, .number = (int32_t)version};
	struct iovec bytes = {&outcome, sizeof(outcome)};
	struct msghdr message = {.msg_iov = &bytes, .msg_iovlen = 1};

	strncpy(outcome.name, name, sizeof(outcome.name) - 1);
	return message_send(stapio, message, SCM_RIGHTS, &folder, sizeof(folder));
}

void complain(const char *format, ...)
{
	struct pollfd room = {.fd = STDERR_FILENO, .events = POLLOUT};
	char line[512];
	va_list args;
	int length;

	va_start(args, format);
	length = vsnprintf(line, sizeof(line), format, args);
	va_end(args);
	length = length < (int)sizeof(line) ? length : (int)sizeof(line) - 1;
	/* Names are the caller's, and a terminal obeys. */
	for (int i = 0; i < length; i++)
		if (line[i] < ' ' || line[i] > '~')
			line[i] = '?';
	line[length++] = '\n';
	if (poll(&room, 1, 0) == 1 && room.revents == POLLOUT &&
		write(STDERR_FILENO, line, (size_t)length) < 0)
		return;
}

int handover_open(int ends[2])
{
	return socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) ? -errno : 0;
}

ssize_t handover_message(int end, void *message, size_t room, int patience)
{
	struct pollfd sent = {.fd = end, .events = POLLIN};
	ssize_t got;

	do {
		got = poll(&sent, 1, patience);
		if (!got)
			return -ETIMEDOUT;
		if (got > 0)
			got = recv(end, message, room, MSG_TRUNC);
	} while (got < 0 && errno == EINTR);
	return got < 0 ? -errno : got;
}

int handover_receive(int end, struct request *request)
{
	ssize_t got = handover_message(end, request, sizeof(*request), REQUEST_PATIENCE_MS);

	request->origin.uri[sizeof(request->origin.uri) - 1] = '\0';
	request->time_zone.name[sizeof(request->time_zone.name) - 1] = '\0';
	request->module[sizeof(request->module) - 1] = '\0';
	request->options[sizeof(request->options) - 1] = '\0';
	/* Who is gone, or says that it is over (enum keep), asks for nothing. */
	if (got == -ECONNRESET || got == 0 || got == 1)
		return -ENODATA;
	if (got < 0)
		return (int)got;
	return got <= (ssize_t)offsetof(struct request, options) ? -EPROTO : 0;
}

bool handover_given_up(int end)
{
	return recv(end, &(char){0}, 1, MSG_PEEK | MSG_DONTWAIT) >= 0;
}
