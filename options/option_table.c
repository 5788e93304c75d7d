/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table of options, in the order of the help: by letter, or by name where there is none. */
#include "options/option_table.h"

const struct option_entry option_table[] = {
	{'A', "attach", NULL, "attach to a module that was left loaded"},
	{'b', "buffer-size", "MB", "relay buffer of 1 to 4095 MB for each CPU"},
	{'C', "color", "WHEN", "colour errors: auto, always or never"},
	{OPTION_CHECK, "check", NULL, "say whether the module would load, and why not"},
	{'c', "command", "CMD", "run CMD, target() is its pid, and end with it"},
	{OPTION_COMPRESS, "compress", NULL, "make a .zst file of each file that is done"},
	{'D', "daemon", NULL, "run in the background, print the pid (needs -o)"},
	{'d', "delete", NULL, "remove a detached module; \"*\" for all of yours"},
	{'h', "help", NULL, "print this help and exit"},
	{OPTION_IF_KILLED, "if-killed", NULL, "with -d: for ExecStopPost= of a systemd unit"},
	{'i', "stdin", NULL, "pass standard input on to the script"},
	{OPTION_JSON, "json", NULL, "with --list or --check: for programs"},
	{OPTION_KEEP_TOTAL, "keep-total", "SIZE", "remove the oldest files beyond SIZE in all"},
	{'L', "load", NULL, "load the module, start its probes, and detach"},
	{OPTION_LIST, "list", NULL, "list the modules of SystemTap's that are loaded"},
	{'M', "monitor", "SEC", "full-screen view, refreshed each SEC seconds"},
	{'N', "namespaces", "PID", "report pids as in the namespaces of PID"},
	{'o', "output", "FILE", "write to FILE; strftime(3) formats are expanded"},
	{'q', "quiet", NULL, "show no progress on the terminal (with -o)"},
	{'R', "rename", NULL, "give the module a unique name before loading it"},
	{OPTION_READY_FD, "ready-fd", "FD", "write a newline to FD once the probes run"},
	{'r', "remote", "N:URI", "what remote_id() and remote_uri() return"},
	{OPTION_ROTATE_EVERY, "rotate-every", "TIME", "a new file each 90 (seconds), 5m, 1h"},
	{'S', "file-size", "SIZE[,N]", "a new file at 10 (MB), 1G; keep the last N"},
	{OPTION_STATS, "stats", "FILE", "put statistics into FILE at the end, at SIGUSR1"},
	{OPTION_STATS_INTERVAL, "stats-interval", "TIME",
		"with --stats: also each TIME (90, 5m, 1h)"},
	{'T', "read-delay", "MS", "let output gather for up to MS milliseconds"},
	{'u', "uprobes", "[PATH]", "nothing: all kernels since 3.5 have uprobes"},
	{'V', "version", NULL, "print the version and exit"},
	{'v', "verbose", NULL, "say more; may be repeated"},
	{'w', "no-warnings", NULL, "do not show the script's warnings"},
	{'x', "target", "PID", "make target() return PID (-t is the same)"},
	{'t', NULL, "PID", NULL},
	{'F', NULL, "FD", NULL},
};

const size_t option_count = sizeof(option_table) / sizeof(option_table[0]);

const struct option_entry *option_entry(int code)
{
	for (size_t i = 0; i < option_count; i++)
		if (option_table[i].code == code)
			return &option_table[i];
	return NULL;
}

int option_value_optional(const struct option_entry *entry)
{
	return entry->value && entry->value[0] == '[';
}
