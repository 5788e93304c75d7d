/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The help. */
#include "stapio/help.h"

#include <stdio.h>
#include <sys/utsname.h>

#include "common/version.h"

void help_print(int fd)
{
	static const char help[] =
		"Usage: staprun [OPTION]... MODULE [NAME=VALUE]...\n"
		"\n"
		"Loads a SystemTap module, shows what its script prints, and removes it again.\n"
		"\n"
		"  -v          say more; may be repeated\n"
		"  -V          print the version and exit\n"
		"  -h          print this help and exit\n"
		"  -w          do not show the script's warnings\n"
		"  -u[PATH]    load uprobes (accepted; kernels since 3.5 have them built in)\n"
		"  -c CMD      run CMD, with target() as its pid, and end when it ends\n"
		"  -x PID      make target() return PID (-t is the same)\n"
		"  -N PID      report pids as in the namespaces of process PID\n"
		"  -o FILE     write the output to FILE; strftime(3) formats are expanded\n"
		"  -b MB       relay buffer of 1 to 4095 MB for each CPU\n"
		"  -L          load the module, start its probes, and detach\n"
		"  -A          attach to a module that was left loaded\n"
		"  -C WHEN     colour errors: auto, always or never\n"
		"  -d          remove a detached module; \"*\" for all of yours\n"
		"  -D          run in the background, printing the pid (needs -o)\n"
		"  -R          give the module a unique name before loading it\n"
		"  -r N:URI    what remote_id() and remote_uri() return\n"
		"  -S MB[,N]   start a new output file at MB, keep the last N (needs -o)\n"
		"  -T MS       gather output for up to MS milliseconds before reading it\n"
		"  -M SEC      monitor mode: a full-screen view, refreshed each SEC seconds\n"
		"  -i          pass standard input on to the script\n"
		"\n"
		"MODULE is a path (it has a '/' or ends in .ko) or the name of a module in\n"
		"/lib/modules/%s/systemtap. NAME=VALUE sets a global of the script.\n";
	struct utsname kernel;

	dprintf(fd, help, uname(&kernel) == 0 ? kernel.release : "VERSION");
}

void version_print(int fd)
{
	dprintf(fd, "%s", VERSION_TEXT);
}
