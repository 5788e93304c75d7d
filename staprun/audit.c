/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The log is written by hand: syslog(3) waits for a log that is full, and reads
 * the environment. The sender is said to be root, which no one else can say.
 */
#include "staprun/audit.h"

#include <linux/netlink.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <syslog.h>
#include <unistd.h>

#include "common/small_file.h"
#include "staprun/messages.h"
#include "staprun/privilege.h"

#define TRUSTED_APPLICATION 1121 /* the kernel leaves its number to libaudit: AUDIT_TRUSTED_APP */
#define VALUE_MAX           512  /* of one field, escaped */
#define RECORD_MAX          (6 * VALUE_MAX) /* the fields, one more, and the words */

static struct {
	int log, kernel; /* sockets, or -1 */
	struct ucred sender;
	bool told;
	size_t used;
	char fields[4 * VALUE_MAX];
} trail = {.log = -1, .kernel = -1};

/* VALUE, quoted: \xHH stands for what is not printable, or ends or escapes. */
static void quote(char quoted[static VALUE_MAX + 16], const char *value)
{
	char *at = quoted;

	*at++ = '"';
	for (; *value && at < quoted + VALUE_MAX; value++)
		if (*value >= ' ' && *value <= '~' && *value != '"' && *value != '\\')
			*at++ = *value;
		else
			at += sprintf(at, "\\x%02x", (unsigned char)*value);
	strcpy(at, *value ? "\"..." : "\"");
}

void audit_add(const char *key, const char *value)
{
	char quoted[VALUE_MAX + 16];
	size_t room = sizeof(trail.fields) - trail.used;

	quote(quoted, value);
	if (strlen(key) + strlen(quoted) + 3 < room)
		trail.used += (size_t)sprintf(trail.fields + trail.used, " %s=%s", key, quoted);
}

/* The controlling terminal, which takes more to be another than the descriptors. */
static void find_terminal(char *name, size_t size)
{
	char stat[512], *rest;
	unsigned number = 0;

	small_file_line("/proc/self/stat", stat, sizeof(stat));
	rest = strrchr(stat, ')');
	if (!rest || sscanf(rest, ") %*c %*d %*d %*d %u", &number) != 1 || !number)
		snprintf(name, size, "none");
	else if ((number >> 8 & 0xff8) == 136) /* 136 to 143 are the pseudo terminals */
		snprintf(name, size, "pts/%u",
			((number >> 8 & 7) << 8) + (number & 0xff) + (number >> 12 & 0xfff00));
	else
		snprintf(name, size, "%u:%u", number >> 8 & 0xfff, number & 0xff);
}

void audit_begin(uid_t uid)
{
	const int flags = SOCK_CLOEXEC | SOCK_NONBLOCK;
	char login[16], terminal[32], number[16];

	trail.sender = (struct ucred){.pid = getpid(), .uid = 0, .gid = getgid()};
	trail.log = socket(AF_UNIX, SOCK_DGRAM | flags, 0);
	/* Takes it when it is opened, too. */
	trail.kernel = WITH(CAP_AUDIT_WRITE, socket(AF_NETLINK, SOCK_RAW | flags, NETLINK_AUDIT));
	small_file_line("/proc/self/loginuid", login, sizeof(login));
	find_terminal(terminal, sizeof(terminal));
	snprintf(number, sizeof(number), "%u", uid);
	audit_add("uid", number);
	audit_add("login", strcmp(login, "4294967295") == 0 ? "unset" : login);
	audit_add("terminal", terminal);
}

static void send_to_log(char *text, size_t length)
{
	struct sockaddr_un log = {.sun_family = AF_UNIX, .sun_path = "/dev/log"};
	struct iovec bytes = {text, length};
	struct msghdr message = {
		.msg_name = &log, .msg_namelen = sizeof(log), .msg_iov = &bytes, .msg_iovlen = 1};

	message_send(trail.log, message, SCM_CREDENTIALS, &trail.sender, sizeof(trail.sender));
}

static void send_to_kernel(const char *text, size_t length)
{
	struct {
		struct nlmsghdr header;
		char text[RECORD_MAX];
	} message = {.header = {.nlmsg_len = (uint32_t)NLMSG_LENGTH(length),
			     .nlmsg_type = TRUSTED_APPLICATION,
			     .nlmsg_flags = NLM_F_REQUEST}};

	memcpy(message.text, text, length);
	WITH(CAP_AUDIT_WRITE, send(trail.kernel, &message, message.header.nlmsg_len,
				      MSG_DONTWAIT | MSG_NOSIGNAL));
}

void audit(const char *act, const char *module, const char *verdict)
{
	char text[RECORD_MAX], name[VALUE_MAX + 16] = "\"\"";
	int start, length;

	trail.told = true;
	if (module)
		quote(name, module);
	start = snprintf(text, sizeof(text), "<%d>staprun[%d]: ", LOG_AUTHPRIV | LOG_NOTICE,
		(int)trail.sender.pid);
	length = start + snprintf(text + start, sizeof(text) - (size_t)start,
				 "op=%s module=%s verdict=\"%s\"%s", act, name, verdict,
				 trail.fields);
	send_to_log(text, (size_t)length);
	send_to_kernel(text + start, (size_t)(length - start));
}

void audit_failure(void)
{
	if (!trail.told)
		audit("load", NULL, "none, it failed");
}

void audit_keep(int log, int kernel)
{
	trail.sender.gid = 0;
	trail.log = dup2(trail.log, log);
	trail.kernel = dup2(trail.kernel, kernel);
}
