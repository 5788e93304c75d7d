/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the bench measures with in a guest: one static program of several.
 *
 * gauge read [OFFSET]
 *     reads messages of source.stp on standard input, from there on, until its
 *     end; then for each run of them: "RUN whole N disorder N mangled N
 *     median_us N p99_us N". Mangled lines have no run: they count for the last
 *     one seen. From a pipe it reads as a real-time task, so that it does not wait
 *     for a CPU that is busy.
 * gauge watch CPUS FOLDER SIZE
 *     the same for messages of SIZE bytes in the files traceN of FOLDER, read by a task
 *     on each of the first CPUS CPUs, from when they begin until standard input ends: what a
 *     reader comes to that waits for the module to wake it, and does nothing else
 * gauge drain CPUS FOLDER
 *     reads all that is in the files traceN of FOLDER, by a task on each of the first CPUS CPUs
 *     that waits for the module to wake it, until standard input ends, and drops it
 * gauge storm
 *     the same for lines of storm.stp: "lines N disorder N mangled N last N"
 * gauge run COMMAND...
 *     runs it, its standard output through a pipe: "first N last N wall N cpu N left N",
 *     in ms since the start (last: from its last output to its end; cpu: of all
 *     processes that come of it, whoever waits for them, to their ends; left: how
 *     long the last of them is there after COMMAND)
 * gauge load FILE NAME
 *     finit_module and delete_module of it, and nothing else: "wall N cpu N", in ms
 * gauge tasks PID...
 *     what the threads of the processes have used so far: "cpu_ns N switches N"
 * gauge cat CPU FILE
 *     cat, on that CPU: copies FILE to standard output: "cpu_ns N bytes N" on
 *     standard error
 * gauge busy CPUS COUNT
 *     COUNT tasks on each of the first CPUS CPUs that do nothing but run, or where it
 *     is 0 one real-time task on the last of them, until standard input ends; says
 *     "ready"
 * gauge hop CPUS COUNT
 *     goes to each of the first CPUS CPUs in turn, COUNT times, with a rest of 4 ms
 *     before each: "median_us N p99_us N" until it is there
 * gauge calls PID
 *     counts system calls of the process's threads until standard input ends:
 *     "calls N"
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/gauge/gauge.h"

int main(int argc, char **argv)
{
	const char *what = argc > 1 ? argv[1] : "";

	if (strcmp(what, "read") == 0)
		return gauge_read_messages(argc > 2 ? atol(argv[2]) : 0);
	if (strcmp(what, "watch") == 0 && argc == 5)
		return gauge_watch((unsigned)atoi(argv[2]), argv[3], (size_t)atol(argv[4]));
	if (strcmp(what, "drain") == 0 && argc == 4)
		return gauge_drain((unsigned)atoi(argv[2]), argv[3]);
	if (strcmp(what, "storm") == 0)
		return gauge_read_storm();
	if (strcmp(what, "run") == 0 && argc > 2)
		return gauge_run_command(argv + 2);
	if (strcmp(what, "load") == 0 && argc == 4)
		return gauge_load(argv[2], argv[3]);
	if (strcmp(what, "tasks") == 0)
		return gauge_show_tasks(argv + 2);
	if (strcmp(what, "cat") == 0 && argc == 4)
		return gauge_copy((unsigned)atoi(argv[2]), argv[3]);
	if (strcmp(what, "busy") == 0 && argc == 4)
		return gauge_busy((unsigned)atoi(argv[2]), (unsigned)atoi(argv[3]));
	if (strcmp(what, "hop") == 0 && argc == 4 && atoi(argv[3]) > 0)
		return gauge_hop((unsigned)atoi(argv[2]), (unsigned)atoi(argv[3]));
	if (strcmp(what, "calls") == 0 && argc == 3)
		return gauge_count_calls(argv[2]);
	fputs("usage: see bench/gauge/main.c\n", stderr);
	return 2;
}
