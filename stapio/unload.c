/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A call of staprun -d. */
#include "stapio/unload.h"

#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "common/report.h"

int remove_module(const struct options *options)
{
	static const char *const colors[] = {
		[COLOR_AUTO] = "auto", [COLOR_ALWAYS] = "always", [COLOR_NEVER] = "never"};
	const char *plain[] = {"staprun", "-d", options->module, NULL};
	const char *colored[] = {
		"staprun", "-C", colors[options->color], "-d", options->module, NULL};
	const char **argv = options->color == COLOR_AUTO ? plain : colored;
	const char *staprun = getenv("SYSTEMTAP_STAPRUN");
	pid_t pid;
	int status = 0;

	if (!staprun || !*staprun)
		staprun = STAPRUN_PATH;
	int rc = posix_spawn(&pid, staprun, NULL, NULL, (char **)argv, environ);
	if (!rc && waitpid(pid, &status, 0) == pid && status == 0)
		return 0;
	report_error("Module %s is still loaded%s%s; remove it with: staprun -d %s",
		options->module, rc ? ": " : "", rc ? strerror(rc) : "", options->module);
	return -1;
}
