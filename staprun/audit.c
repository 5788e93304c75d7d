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
#define FIELD_MAX           (VALUE_MAX + 32)
#define FIELDS_MAX          (4 * FIELD_MAX)              /* those that are added */
#define RECORD_MAX          (FIELDS_MAX + 4 * FIELD_MAX) /* module, path, options, the words */

static struct sockaddr_un log_address = {.sun_family = AF_UNIX, .sun_path = "/dev/log"};

static struct {
	int log, kernel; /* sockets, or -1 */
	struct ucred sender;
	bool told;
	const char *act;
	const struct request *file; /* that asks for one; or NULL */
	size_t used;
	char fields[FIELDS_MAX];
} trail = {.log = -1, .kernel = -1, .act = "start"};

/*
 * Writes a field, of at most FIELD_MAX bytes, to TEXT. Returns its length. \xHH
 * stands for what is not printable, or ends or escapes: to readers of the
 * kernel's audit a blank ends a field, and an apostrophe a record.
 */
static size_t write_field(char *text, const char *key, const char *value)
{
	char *at = text + sprintf(text, " %s=\"", key);
	const char *end = at + VALUE_MAX;

	for (; *value && at < end; value++)
		if (*value > ' ' && *value <= '~' && !strchr("\"'\\", *value))
			*at++ = *value;
		else
			at += sprintf(at, "\\x%02x", (unsigned char)*value);
	return (size_t)(at - text + sprintf(at, *value ? "\"..." : "\""));
}

void audit_add(const char *key, const char *value)
{
	if (trail.used + FIELD_MAX <= sizeof(trail.fields))
		trail.used += write_field(trail.fields + trail.used, key, value);
}

void audit_about(const char *act, const struct request *file)
{
	trail.act = act;
	trail.file = file;
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
	/* Who has as many files opened as there may be is not to keep us from any of these. */
	privilege_raise(CAP_SYS_ADMIN);
	small_file_line("/proc/self/loginuid", login, sizeof(login));
	find_terminal(terminal, sizeof(terminal));
	trail.log = socket(AF_UNIX, SOCK_DGRAM | flags, 0);
	/* Takes it when it is opened, too. */
	trail.kernel = WITH(CAP_AUDIT_WRITE, socket(AF_NETLINK, SOCK_RAW | flags, NETLINK_AUDIT));
	/* It may be open to root alone: this is still done with root's fsuid. */
	connect(trail.log, (const struct sockaddr *)&log_address, sizeof(log_address));
	snprintf(number, sizeof(number), "%u", uid);
	audit_add("uid", number);
	audit_add("login", strcmp(login, "4294967295") == 0 ? "unset" : login);
	audit_add("terminal", terminal);
}

static void send_to_log(char *text, size_t length)
{
	const struct ucred *sender = &trail.sender;
	struct iovec bytes = {text, length};
	struct msghdr message = {.msg_iov = &bytes, .msg_iovlen = 1};

	if (!message_send(trail.log, message, SCM_CREDENTIALS, sender, sizeof(*sender)))
		return;
	/* It may have begun anew since. */
	message.msg_name = &log_address;
	message.msg_namelen = sizeof(log_address);
	message_send(trail.log, message, SCM_CREDENTIALS, sender, sizeof(*sender));
}

static void send_to_kernel(char *text, size_t length)
{
	struct nlmsghdr header = {.nlmsg_len = (uint32_t)NLMSG_LENGTH(length),
		.nlmsg_type = TRUSTED_APPLICATION,
		.nlmsg_flags = NLM_F_REQUEST};
	struct iovec parts[] = {{&header, sizeof(header)}, {text, length}};
	const struct msghdr message = {.msg_iov = parts, .msg_iovlen = 2};

	WITH(CAP_AUDIT_WRITE, sendmsg(trail.kernel, &message, MSG_DONTWAIT | MSG_NOSIGNAL));
}

void audit(const char *act, const char *module, const char *verdict)
{
	char text[RECORD_MAX];
	size_t start, end;

	trail.told = true;
	start = (size_t)sprintf(
		text, "<%d>staprun[%d]: ", LOG_AUTHPRIV | LOG_NOTICE, (int)trail.sender.pid);
	end = start + (size_t)sprintf(text + start, "op=%s", act ? act : trail.act);
	end += write_field(text + end, "module", module ? module : "");
	end += write_field(text + end, "verdict", verdict);
	end += (size_t)sprintf(text + end, "%s", trail.fields);
	/* As long as the caller wants them: a log that cuts records cuts these. */
	if (trail.file) {
		end += write_field(text + end, "path", trail.file->module);
		end += write_field(text + end, "options", trail.file->options);
	}
	send_to_log(text, end);
	send_to_kernel(text + start, end - start);
}

void audit_end(const char *verdict)
{
	if (!trail.told)
		audit(NULL, NULL, verdict);
}

void audit_keep(int log, int kernel)
{
	trail.log = dup2(trail.log, log);
	trail.kernel = dup2(trail.kernel, kernel);
}

void audit_as_root(void)
{
	trail.sender.gid = 0;
}
