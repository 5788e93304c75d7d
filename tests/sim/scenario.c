/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A scenario is read once, and each of its sections run when its time has come. */
#include "tests/sim/scenario.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/sim/module.h"

#define THREADS_MAX 64

struct line {
	struct line *next;
	char text[];
};

struct scenario {
	struct module *module;
	struct line *sections[SECTION_COUNT];
	pthread_mutex_t lock;
	pthread_t threads[THREADS_MAX];
	unsigned thread_count;
};

/* A thread's work: a section, or one command. */
struct work {
	struct scenario *scenario;
	enum section section;
	char *command;
};

struct module *scenario_module(const struct scenario *scenario)
{
	return scenario->module;
}

bool scenario_removed(const struct scenario *scenario, enum section section)
{
	return section != SECTION_EXIT && scenario->module->stopping;
}

static void append(struct line **list, const char *text)
{
	struct line *line = malloc(sizeof(*line) + strlen(text) + 1);

	if (!line)
		abort();
	line->next = NULL;
	strcpy(line->text, text);
	while (*list)
		list = &(*list)->next;
	*list = line;
}

struct scenario *scenario_load(struct module *module, const char *path)
{
	static const char *const names[] = {
		"on load", "on attach", "on start", "on run", "on exit"};
	struct scenario *scenario = calloc(1, sizeof(*scenario));
	enum section section = SECTION_RUN;
	FILE *file = fopen(path, "r");
	char *text = NULL;
	size_t room = 0;
	ssize_t length;

	if (!scenario || !file) {
		perror(path);
		exit(1);
	}
	scenario->module = module;
	pthread_mutex_init(&scenario->lock, NULL);
	while ((length = getline(&text, &room, file)) > 0) {
		bool other = false;

		if (text[length - 1] == '\n')
			text[length - 1] = '\0';
		for (unsigned i = 0; i < SECTION_COUNT; i++) {
			if (strcmp(text, names[i]) == 0) {
				section = (enum section)i;
				other = true;
			}
		}
		if (!other && *text && *text != '#')
			append(&scenario->sections[section], text);
	}
	free(text);
	fclose(file);
	return scenario;
}

void scenario_run(struct scenario *scenario, enum section section)
{
	for (const struct line *line = scenario->sections[section]; line; line = line->next) {
		if (scenario_removed(scenario, section))
			break;
		char *command = strdup(line->text);
		if (!command || scenario_command(scenario, command, section)) {
			fprintf(stderr, "simmod: this is not understood: %s\n", line->text);
			exit(1);
		}
		free(command);
	}
}

/* --- Threads --------------------------------------------------------------------------------- */

static void *thread_main(void *argument)
{
	struct work *work = argument;

	if (work->command)
		scenario_command(work->scenario, work->command, work->section);
	else
		scenario_run(work->scenario, work->section);
	free(work->command);
	free(work);
	return NULL;
}

static void begin(struct scenario *scenario, enum section section, char *command)
{
	struct work *work = malloc(sizeof(*work));

	if (!work)
		abort();
	*work = (struct work){scenario, section, command};
	pthread_mutex_lock(&scenario->lock);
	if (scenario->thread_count == THREADS_MAX ||
		pthread_create(
			&scenario->threads[scenario->thread_count++], NULL, thread_main, work))
		abort();
	pthread_mutex_unlock(&scenario->lock);
}

void scenario_begin(struct scenario *scenario, enum section section)
{
	begin(scenario, section, NULL);
}

void scenario_begin_command(struct scenario *scenario, const char *command, enum section section)
{
	begin(scenario, section, strdup(command));
}

void scenario_join(struct scenario *scenario)
{
	for (;;) {
		pthread_t thread;

		pthread_mutex_lock(&scenario->lock);
		bool any = scenario->thread_count > 0;
		if (any)
			thread = scenario->threads[--scenario->thread_count];
		pthread_mutex_unlock(&scenario->lock);
		if (!any)
			return;
		pthread_join(thread, NULL);
	}
}
