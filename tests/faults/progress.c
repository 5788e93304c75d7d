/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A process moves that uses the processor, wants to, or makes system calls. */
#include "tests/faults/progress.h"

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/faults/inject.h"
#include "tests/faults/tasks.h"

/* The processor time of a process in ticks; RUNNING is set when one of its threads wants more. */
static unsigned long processor_time(pid_t pid, bool *running)
{
	char path[64], text[512], state = '?';
	unsigned long user = 0, system = 0;

	snprintf(path, sizeof(path), "/proc/%d/stat", pid);
	FILE *file = fopen(path, "re");
	if (!file)
		return 0;
	size_t got = fread(text, 1, sizeof(text) - 1, file);
	fclose(file);
	text[got] = '\0';
	const char *behind = strrchr(text, ')');
	if (behind)
		sscanf(behind + 1, " %c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &state,
			&user, &system);
	if (state == 'R' || state == 'D')
		*running = true;
	return user + system;
}

static bool thread_runs(pid_t pid)
{
	bool running = false;
	glob_t threads;
	char path[64];

	snprintf(path, sizeof(path), "/proc/%d/task/*", pid);
	if (glob(path, GLOB_NOSORT, NULL, &threads) == 0) {
		for (size_t i = 0; i < threads.gl_pathc; i++)
			processor_time(atoi(strrchr(threads.gl_pathv[i], '/') + 1), &running);
		globfree(&threads);
	}
	return running;
}

bool nothing_moves(const pid_t *watched, unsigned watched_count)
{
	static unsigned long last_calls, last_time;
	unsigned long time = 0;
	bool running = false;

	for (unsigned i = 0; task_at(i); i++)
		time += processor_time(task_at(i)->pid, &running);
	for (unsigned i = 0; i < watched_count; i++) {
		time += processor_time(watched[i], &running);
		running |= thread_runs(watched[i]);
	}
	bool same = !running && time == last_time && inject_calls() == last_calls;
	last_time = time;
	last_calls = inject_calls();
	return same;
}
