/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A plug-in that an administrator put into nsswitch.conf, "attack": it looks groups up in the
 * process that calls getgrnam(), the privileged one among them. It tells what the environment is
 * there, in /run/plugin/environment, and leaves a descriptor open, as real ones do that stay
 * connected to a server.
 */
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <nss.h>
#include <stdio.h>
#include <sys/auxv.h>
#include <unistd.h>

enum nss_status _nss_attack_getgrnam_r(
	const char *name, struct group *group, char *room, size_t size, int *error)
{
	FILE *file;

	(void)name, (void)group, (void)room, (void)size;
	*error = ENOENT;
	if (!getauxval(AT_SECURE) || open("/run/plugin/connection", O_RDWR) < 0)
		return NSS_STATUS_NOTFOUND;
	file = fopen("/run/plugin/environment", "we");
	for (char **variable = environ; file && *variable; variable++)
		fprintf(file, "%s\n", *variable);
	if (file)
		fclose(file);
	return NSS_STATUS_NOTFOUND;
}
