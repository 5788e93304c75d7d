/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The commands of the scenario language, and the table of them. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "tests/sim/burst.h"
#include "tests/sim/journal.h"
#include "tests/sim/module.h"
#include "tests/sim/scenario.h"

static void sleep_ms(unsigned ms)
{
	const struct timespec time = {ms / 1000, ms % 1000 * 1000000L};

	nanosleep(&time, NULL);
}

static int index_of_cpu(const struct module *module, unsigned cpu)
{
	for (unsigned i = 0; i < module->ring_count; i++)
		if (module->one_file || module->rings[i].cpu == cpu)
			return (int)i;
	fprintf(stderr, "simmod: there is no CPU %u\n", cpu);
	exit(1);
}

/* Undoes \n, \t, \\, \0 and \xHH in place. Returns the length. */
static size_t unescape(char *text)
{
	char *to = text;

	for (const char *from = text; *from; from++) {
		char hex[3] = "";

		if (*from != '\\' || !from[1]) {
			*to++ = *from;
			continue;
		}
		switch (*++from) {
		case 'n':
			*to++ = '\n';
			break;
		case 't':
			*to++ = '\t';
			break;
		case '0':
			*to++ = '\0';
			break;
		case 'x':
			if (isxdigit((unsigned char)from[1]) && isxdigit((unsigned char)from[2])) {
				memcpy(hex, from + 1, 2);
				*to++ = (char)strtol(hex, NULL, 16);
				from += 2;
			}
			break;
		default:
			*to++ = *from;
		}
	}
	*to = '\0';
	return (size_t)(to - text);
}

#define COMMAND(name) static int name(struct scenario *scenario, char *words, enum section section)

/* Cuts the next word off. */
static char *word(char **words)
{
	static char nothing[1];
	char *found;

	do
		found = strsep(words, " \t");
	while (found && !*found);
	return found ? found : nothing;
}

static unsigned number(char **words)
{
	return (unsigned)strtoul(word(words), NULL, 0);
}

COMMAND(command_print)
{
	unsigned cpu = number(&words);
	size_t length = words ? unescape(words) : 0;

	(void)section;
	module_print(scenario_module(scenario),
		(unsigned)index_of_cpu(scenario_module(scenario), cpu), words, length);
	return 0;
}

COMMAND(command_slow)
{
	unsigned cpu = number(&words), ms = number(&words);
	size_t length = words ? unescape(words) : 0;

	(void)section;
	module_print_slowly(scenario_module(scenario),
		(unsigned)index_of_cpu(scenario_module(scenario), cpu), ms, words, length);
	return 0;
}

COMMAND(command_burst)
{
	struct module *module = scenario_module(scenario);
	struct burst bursts[BURST_MAX], common = {.scenario = scenario, .section = section};
	unsigned count = 0;
	char *cpus = word(&words), *range;

	common.count = number(&words);
	char *size = word(&words);
	int parts = sscanf(size, "%zu-%zu", &common.smallest, &common.largest);
	if (parts == 1)
		common.largest = common.smallest;
	common.rate = number(&words);
	const char *content = word(&words);
	if (*content)
		common.content = strcmp(content, "old") == 0 ? OLD : WILD;
	if (parts < 1 || !common.smallest || common.largest < common.smallest ||
		common.largest > MESSAGE_MAX)
		return -1;
	while ((range = strsep(&cpus, ","))) {
		unsigned from, to;

		parts = sscanf(range, "%u-%u", &from, &to);
		if (parts < 1)
			return -1;
		if (parts == 1)
			to = from;
		for (; from <= to && count < BURST_MAX; from++) {
			bursts[count] = common;
			bursts[count++].index = (unsigned)index_of_cpu(module, from);
		}
	}
	bursts_print(bursts, count);
	return 0;
}

COMMAND(command_fill)
{
	struct burst burst = {.scenario = scenario, .section = section};

	burst.index = (unsigned)index_of_cpu(scenario_module(scenario), number(&words));
	burst.smallest = burst.largest = number(&words);
	burst_fill(&burst);
	return 0;
}

COMMAND(command_hole)
{
	unsigned count = number(&words);

	(void)section;
	scenario_module(scenario)->sequence += count;
	journal_hole(count);
	return 0;
}

COMMAND(command_seq)
{
	(void)section;
	scenario_module(scenario)->sequence = strtoull(word(&words), NULL, 0);
	return 0;
}

COMMAND(command_oob)
{
	size_t length = unescape(words);

	(void)section;
	module_send(scenario_module(scenario), CONTROL_OOB_DATA, words, length);
	return 0;
}

COMMAND(command_system)
{
	char payload[128] = "";
	size_t length = strlen(words);

	(void)section;
	memcpy(payload, words, length < sizeof(payload) ? length : sizeof(payload) - 1);
	module_send(scenario_module(scenario), CONTROL_SYSTEM, payload, sizeof(payload));
	return 0;
}

COMMAND(command_request_exit)
{
	(void)words;
	(void)section;
	module_send(scenario_module(scenario), CONTROL_REQUEST_EXIT, NULL, 0);
	return 0;
}

COMMAND(command_online)
{
	(void)section;
	return module_online(scenario_module(scenario), number(&words));
}

COMMAND(command_start_result)
{
	(void)section;
	scenario_module(scenario)->start_result = (int)strtol(word(&words), NULL, 0);
	return 0;
}

COMMAND(command_refuse)
{
	(void)section;
	scenario_module(scenario)->refused |= 1U << strtoul(word(&words), NULL, 0) % 32;
	return 0;
}

COMMAND(command_already_started)
{
	(void)words;
	(void)section;
	scenario_module(scenario)->state = START_FINISHED;
	scenario_module(scenario)->probes_started = true;
	scenario_module(scenario)->overwrite = true;
	return 0;
}

COMMAND(command_pause)
{
	for (unsigned left = number(&words); left > 0 && !scenario_removed(scenario, section);) {
		unsigned part = left < 20 ? left : 20;

		sleep_ms(part);
		left -= part;
	}
	return 0;
}

COMMAND(command_drained)
{
	struct module *module = scenario_module(scenario);

	(void)words;
	for (unsigned i = 0; i < module->ring_count && !scenario_removed(scenario, section);) {
		if (ring_empty(&module->rings[i]))
			i++;
		else
			sleep_ms(1);
	}
	return 0;
}

COMMAND(command_numbered)
{
	unsigned count = number(&words);

	while (scenario_module(scenario)->slow_numbers < count &&
		!scenario_removed(scenario, section))
		sleep_ms(1);
	return 0;
}

COMMAND(command_hold)
{
	struct module *module = scenario_module(scenario);
	unsigned all = 1 + module->holds++;

	(void)words;
	while (module->gos < all && !scenario_removed(scenario, section))
		sleep_ms(1);
	return 0;
}

COMMAND(command_go)
{
	(void)words;
	(void)section;
	scenario_module(scenario)->gos++;
	return 0;
}

COMMAND(command_bg)
{
	scenario_begin_command(scenario, words, section);
	return 0;
}

COMMAND(command_mark)
{
	(void)scenario;
	(void)section;
	journal_event("%s", words);
	return 0;
}

COMMAND(command_dump)
{
	struct module *module = scenario_module(scenario);

	(void)words;
	(void)section;
	journal_dump(module->rings, module->ring_count, module->dialect);
	return 0;
}

int scenario_command(struct scenario *scenario, char *command, enum section section)
{
	static const struct {
		const char *name;
		int (*run)(struct scenario *scenario, char *words, enum section section);
	} commands[] = {
		{"print", command_print},
		{"slow", command_slow},
		{"burst", command_burst},
		{"fill", command_fill},
		{"hole", command_hole},
		{"seq", command_seq},
		{"oob", command_oob},
		{"system", command_system},
		{"request_exit", command_request_exit},
		{"online", command_online},
		{"start_result", command_start_result},
		{"refuse", command_refuse},
		{"already_started", command_already_started},
		{"pause", command_pause},
		{"drained", command_drained},
		{"numbered", command_numbered},
		{"hold", command_hold},
		{"go", command_go},
		{"bg", command_bg},
		{"mark", command_mark},
		{"dump", command_dump},
	};
	char nothing[] = "", *words = command, *name = word(&words);

	for (size_t i = 0; i < sizeof(commands) / sizeof(commands[0]); i++)
		if (strcmp(commands[i].name, name) == 0)
			return commands[i].run(scenario, words ? words : nothing, section);
	return -1;
}
