/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One message, or one line. The only state is where to send it, set once. */
#include "staprun/answer.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
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

int answer_module(const char *name, int folder, uint32_t version)
{
	struct outcome outcome = {.kind = OUTCOME_MODULE, .number = (int32_t)version};
	union {
		struct cmsghdr header;
		char space[CMSG_SPACE(sizeof(folder))];
	} control = {.header = {.cmsg_level = SOL_SOCKET,
			     .cmsg_type = SCM_RIGHTS,
			     .cmsg_len = CMSG_LEN(sizeof(folder))}};
	struct iovec bytes = {&outcome, sizeof(outcome)};
	struct msghdr message = {.msg_iov = &bytes,
		.msg_iovlen = 1,
		.msg_control = &control,
		.msg_controllen = sizeof(control)};

	strncpy(outcome.name, name, sizeof(outcome.name) - 1);
	memcpy(CMSG_DATA(&control.header), &folder, sizeof(folder));
	return sendmsg(stapio, &message, MSG_NOSIGNAL) < 0 ? -errno : 0;
}

void complain(const char *format, ...)
{
	char line[512] = "ERROR: ";
	size_t length;
	va_list args;

	va_start(args, format);
	vsnprintf(line + strlen(line), sizeof(line) - strlen(line), format, args);
	va_end(args);
	length = strlen(line);
	/* Names are the caller's, and a terminal obeys. */
	for (size_t i = 0; i < length; i++)
		if (line[i] < ' ' || line[i] > '~')
			line[i] = '?';
	line[length++] = '\n';
	if (write(STDERR_FILENO, line, length) < 0)
		return;
}
