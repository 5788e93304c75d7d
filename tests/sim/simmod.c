/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * simmod: a file system that is the folder of a loaded module, for tests of
 * stapio without a kernel module. What the module does is told by a scenario
 * (scenario.h); what it produced is written to a folder (journal.h).
 *
 *   simmod [-4] [-b] [-i] [-r [-r]] [-s] [-c CPUS] [-n SUBBUFS] [-f FIFO] [-p PROCFS] MOUNTPOINT
 * SCENARIO FOLDER
 *
 * -4: dialect 4; -b: bulk mode; -i: with a file __stdin, what is written to it
 * goes to FOLDER/stdin; -r: raw output of all CPUs in trace0, as up to 4.4, or with
 * two of it of each in its own file, as in 4.5; -s: short writes, as old modules have them;
 * -c: CPUs, as 0-15 or 0,2,3; -n: sub-buffers for each of them; -p: what the
 * files of procfs probes (monitor_status, monitor_control, __stdin) are in the
 * absolute path PROCFS, the module's are too. Files that are no part of a module take
 * output for FOLDER/sink: "sink" refuses every other write for the moment, so that
 * whoever finds it full finds it ready the next time; "sink-eio" fails from the second
 * write on, "sink-zero" then takes nothing without an error, and "sink-close" takes all
 * and fails as it is closed. It never goes to the background:
 * it is ready when FOLDER/events says "mounted". Commands that come through
 * FIFO are run as they come. SIGTERM ends it.
 *
 *   simmod keep ... is for who hands it over: keeper.h.
 */
#include <limits.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tests/sim/folder.h"
#include "tests/sim/journal.h"
#include "tests/sim/keeper.h"
#include "tests/sim/module.h"
#include "tests/sim/scenario.h"

static struct module module;

static void *serve_fifo(void *path)
{
	FILE *fifo = fopen(path, "r+e"); /* a writer, too: it never ends */
	char *line = NULL;
	size_t room = 0;
	ssize_t length;

	if (!fifo) {
		perror(path);
		exit(1);
	}
	while ((length = getline(&line, &room, fifo)) > 0) {
		line[length - 1] = '\0';
		if (scenario_command(module.scenario, line, SECTION_RUN))
			fprintf(stderr, "simmod: this is not understood: %s\n", line);
	}
	return NULL;
}

static unsigned parse_cpus(char *text, unsigned cpus[static CPUS_MAX])
{
	unsigned count = 0;
	char *range;

	while ((range = strsep(&text, ","))) {
		unsigned from, to;
		int parts = sscanf(range, "%u-%u", &from, &to);

		for (to = parts == 1 ? from : to; parts > 0 && from <= to && count < CPUS_MAX;)
			cpus[count++] = from++;
	}
	return count;
}

static int serve(const struct folder *folder, const char *mountpoint, const char *fifo)
{
	pthread_t thread;

	if (folder_mount(folder, mountpoint))
		return 1;
	if (fifo && pthread_create(&thread, NULL, serve_fifo, (void *)fifo))
		abort();
	scenario_run(module.scenario, SECTION_LOAD);
	if (module.state == LOADED)
		module_send(&module, CONTROL_TRANSPORT, NULL, 0);
	else
		scenario_begin(module.scenario, SECTION_RUN);
	journal_event("mounted");
	folder_serve();
	journal_dump(module.rings, module.ring_count, module.dialect);
	folder_unmount();
	return 0;
}

/* Makes FOLDER/NAME, which shows at once what was written. NULL when that is not possible. */
static FILE *make_file(const char *folder, const char *name)
{
	char path[PATH_MAX];

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	FILE *file = fopen(path, "we");
	return file && setvbuf(file, NULL, _IONBF, 0) == 0 ? file : NULL;
}

int main(int argc, char **argv)
{
	unsigned cpus[CPUS_MAX] = {0, 1}, count = 2;
	const char *fifo = NULL;
	struct folder folder = {.module = &module};
	bool with_stdin = false;
	long subbufs = 256;
	int letter;

	if (argc > 1 && strcmp(argv[1], "keep") == 0)
		return keep(argc, argv);
	module.dialect = DIALECT_5;
	module.transport = TRANSPORT_FRAMES;
	while ((letter = getopt(argc, argv, "4birsc:n:f:p:")) != -1) {
		switch (letter) {
		case '4':
			module.dialect = DIALECT_4;
			break;
		case 'b':
			module.bulk = true;
			break;
		case 'i':
			with_stdin = true;
			break;
		case 'r':
			module.one_file = module.transport != TRANSPORT_RAW;
			module.transport = TRANSPORT_RAW;
			break;
		case 's':
			module.short_write = true;
			break;
		case 'c':
			count = parse_cpus(optarg, cpus);
			break;
		case 'n':
			subbufs = strtol(optarg, NULL, 10);
			break;
		case 'f':
			fifo = optarg;
			break;
		case 'p':
			folder.procfs = optarg;
			break;
		default:
			return 2;
		}
	}
	if (argc - optind != 3 || !count || subbufs < 2) {
		fputs("usage: simmod [-4] [-b] [-i] [-r [-r]] [-s] [-c CPUS] [-n SUBBUFS] [-f FIFO] [-p PROCFS] "
		      "MOUNTPOINT SCENARIO FOLDER\n",
			stderr);
		return 2;
	}
	if (module.one_file)
		count = 1;
	if (module_init(&module, cpus, count, (size_t)subbufs) || journal_open(argv[optind + 2])) {
		perror("simmod");
		return 1;
	}
	folder.sink = make_file(argv[optind + 2], "sink");
	if (with_stdin)
		folder.standard_input = make_file(argv[optind + 2], "stdin");
	if (!folder.sink || (with_stdin && !folder.standard_input)) {
		perror("simmod");
		return 1;
	}
	module.scenario = scenario_load(&module, argv[optind + 1]);
	return serve(&folder, argv[optind], fifo);
}
