/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A status is read whole, up to a limit; a command is one write. */
#include "monitor/module.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "common/probe_file.h"

/* More is no status: stap itself makes room for a few kilobytes. */
#define STATUS_MAX (1u << 20)

int monitored_look(const struct monitored *module)
{
	int fd = probe_file_open(module->folder, module->name, "monitor_status", O_RDONLY);

	if (fd < 0)
		return fd;
	close(fd);
	return 0;
}

int monitored_status(const struct monitored *module, struct monitor_status *status)
{
	int fd = probe_file_open(module->folder, module->name, "monitor_status", O_RDONLY);
	size_t used = 0, size = 16384;
	ssize_t got = -1;
	char *text;

	if (fd < 0)
		return fd;
	text = malloc(size);
	while (text) {
		if (used == size) {
			char *larger = size < STATUS_MAX ? realloc(text, size * 2) : NULL;

			if (!larger)
				break;
			text = larger;
			size *= 2;
		}
		got = read(fd, text + used, size - used);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			break;
		used += (size_t)got;
	}
	int rc = !text ? -ENOMEM : got < 0 ? -errno : monitor_status_parse(status, text, used);
	free(text);
	close(fd);
	return rc;
}

void monitored_trouble(char *text, size_t size, int rc)
{
	switch (rc) {
	case 0:
		text[0] = '\0';
		break;
	case -ENOENT:
		snprintf(text, size,
			"The module tells no status: was it compiled with stap --monitor?");
		break;
	case -EINVAL:
		snprintf(text, size, "The module's status is cut short or malformed.");
		break;
	default:
		snprintf(text, size, "The module's status cannot be read: %s", strerror(-rc));
	}
}

int monitored_command(const struct monitored *module, const char *command)
{
	int fd = probe_file_open(module->folder, module->name, "monitor_control", O_WRONLY);
	ssize_t written;

	if (fd < 0)
		return fd;
	do
		written = write(fd, command, strlen(command));
	while (written < 0 && errno == EINTR);
	int rc = written < 0 ? -errno : written == 0 ? -EIO : 0;
	close(fd);
	return rc;
}
