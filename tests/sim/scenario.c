/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The scenario language: a table of commands, and the probes that they stand for. */
#include "tests/sim/scenario.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "tests/sim/journal.h"
#include "tests/sim/module.h"

#define MESSAGE_MAX (256u * 1024)
#define THREADS_MAX 64

/* CPUs that print at once in a burst. */
#define BURST_MAX 1024

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

static void sleep_ms(unsigned ms)
{
	const struct timespec time = {ms / 1000, ms % 1000 * 1000000L};

	nanosleep(&time, NULL);
}

/* Have the probes that SECTION stands for been removed? */
static bool removed(const struct scenario *scenario, enum section section)
{
	return section != SECTION_EXIT && scenario->module->stopping;
}

/* --- What messages say ----------------------------------------------------------------------- */

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

static uint32_t random_next(uint32_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 17;
	*state ^= *state << 5;
	return *state;
}

/* Fakes of frame headers with numbers that are near: a parser's nightmare. */
static void fill_wild(struct module *module, bool old, char *text, size_t length, uint32_t *random)
{
	char header[12];

	for (size_t at = 0; at < length;) {
		uint32_t far = random_next(random) % 8;
		uint32_t sequence = (uint32_t)module->sequence + (old ? -far - 100 : far);
		size_t size = frame_header(
			module->dialect, sequence, 1 + random_next(random) % 64, header);

		size = size < length - at ? size : length - at;
		memcpy(text + at, header, size);
		at += size + random_next(random) % 16;
	}
}

struct burst {
	struct scenario *scenario;
	enum section section;
	unsigned index;
	uint64_t count;
	size_t smallest, largest;
	unsigned rate;
	enum { PLAIN, WILD, OLD } content;
};

static size_t compose(const struct burst *burst, uint64_t number, char *text, uint32_t *random)
{
	struct module *module = burst->scenario->module;
	size_t length =
		burst->smallest + random_next(random) % (burst->largest - burst->smallest + 1);
	char head[64];
	int head_length = snprintf(head, sizeof(head), "cpu %u message %" PRIu64 " ",
		module->rings[burst->index].cpu, number);

	memset(text, 'a' + (int)(number % 26), length);
	if (burst->content != PLAIN)
		fill_wild(module, burst->content == OLD, text, length, random);
	memcpy(text, head, (size_t)head_length < length ? (size_t)head_length : length);
	text[length - 1] = '\n';
	return length;
}

/* Sleeps until message NUMBER is due. */
static void keep_pace(const struct burst *burst, const struct timespec *begin, uint64_t number)
{
	struct timespec due = *begin;

	if (!burst->rate)
		return;
	uint64_t ns = number * 1000000000u / burst->rate + (uint64_t)due.tv_nsec;
	due.tv_sec += (time_t)(ns / 1000000000u);
	due.tv_nsec = (long)(ns % 1000000000u);
	clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &due, NULL);
}

static void *burst_on_cpu(void *argument)
{
	const struct burst *burst = argument;
	struct module *module = burst->scenario->module;
	uint32_t random = 2463534242u + burst->index;
	char *text = malloc(MESSAGE_MAX);
	struct timespec begin;

	if (!text)
		abort();
	clock_gettime(CLOCK_MONOTONIC, &begin);
	for (uint64_t i = 0; !burst->count || i < burst->count; i++) {
		if (removed(burst->scenario, burst->section))
			break;
		keep_pace(burst, &begin, i);
		size_t length = compose(burst, i, text, &random);
		module_print(module, burst->index, text, length);
	}
	free(text);
	return NULL;
}

/* --- Commands -------------------------------------------------------------------------------- */

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
	module_print(
		scenario->module, (unsigned)index_of_cpu(scenario->module, cpu), words, length);
	return 0;
}

COMMAND(command_slow)
{
	unsigned cpu = number(&words), ms = number(&words);
	size_t length = words ? unescape(words) : 0;

	(void)section;
	module_print_slowly(
		scenario->module, (unsigned)index_of_cpu(scenario->module, cpu), ms, words, length);
	return 0;
}

COMMAND(command_burst)
{
	struct module *module = scenario->module;
	struct burst bursts[BURST_MAX], common = {.scenario = scenario, .section = section};
	pthread_t threads[BURST_MAX];
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
	for (unsigned i = 0; i < count; i++)
		if (pthread_create(&threads[i], NULL, burst_on_cpu, &bursts[i]))
			abort();
	for (unsigned i = 0; i < count; i++)
		pthread_join(threads[i], NULL);
	return 0;
}

COMMAND(command_fill)
{
	struct module *module = scenario->module;
	struct burst burst = {.scenario = scenario};
	unsigned failures = module->failures;
	char *text = malloc(MESSAGE_MAX);
	uint32_t random = 1;

	(void)section;
	burst.index = (unsigned)index_of_cpu(module, number(&words));
	burst.smallest = burst.largest = number(&words);
	for (uint64_t i = 0; text && failures == module->failures; i++)
		module_print(module, burst.index, text, compose(&burst, i, text, &random));
	free(text);
	return 0;
}

COMMAND(command_hole)
{
	unsigned count = number(&words);

	(void)section;
	scenario->module->sequence += count;
	journal_hole(count);
	return 0;
}

COMMAND(command_seq)
{
	(void)section;
	scenario->module->sequence = strtoull(word(&words), NULL, 0);
	return 0;
}

COMMAND(command_oob)
{
	size_t length = unescape(words);

	(void)section;
	module_send(scenario->module, CONTROL_OOB_DATA, words, length);
	return 0;
}

COMMAND(command_system)
{
	char payload[128] = "";
	size_t length = strlen(words);

	(void)section;
	memcpy(payload, words, length < sizeof(payload) ? length : sizeof(payload) - 1);
	module_send(scenario->module, CONTROL_SYSTEM, payload, sizeof(payload));
	return 0;
}

COMMAND(command_request_exit)
{
	(void)words;
	(void)section;
	module_send(scenario->module, CONTROL_REQUEST_EXIT, NULL, 0);
	return 0;
}

COMMAND(command_online)
{
	(void)section;
	return module_online(scenario->module, number(&words));
}

COMMAND(command_start_result)
{
	(void)section;
	scenario->module->start_result = (int)strtol(word(&words), NULL, 0);
	return 0;
}

COMMAND(command_refuse)
{
	(void)section;
	scenario->module->refused |= 1U << strtoul(word(&words), NULL, 0) % 32;
	return 0;
}

COMMAND(command_already_started)
{
	(void)words;
	(void)section;
	scenario->module->state = START_FINISHED;
	scenario->module->probes_started = true;
	scenario->module->overwrite = true;
	return 0;
}

COMMAND(command_pause)
{
	for (unsigned left = number(&words); left > 0 && !removed(scenario, section);) {
		unsigned part = left < 20 ? left : 20;

		sleep_ms(part);
		left -= part;
	}
	return 0;
}

COMMAND(command_drained)
{
	struct module *module = scenario->module;

	(void)words;
	for (unsigned i = 0; i < module->ring_count && !removed(scenario, section);) {
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

	while (scenario->module->slow_numbers < count && !removed(scenario, section))
		sleep_ms(1);
	return 0;
}

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

COMMAND(command_bg)
{
	begin(scenario, section, strdup(words));
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
	struct module *module = scenario->module;

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

/* --- Sections -------------------------------------------------------------------------------- */

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
		if (removed(scenario, section))
			break;
		char *command = strdup(line->text);
		if (!command || scenario_command(scenario, command, section)) {
			fprintf(stderr, "simmod: this is not understood: %s\n", line->text);
			exit(1);
		}
		free(command);
	}
}

void scenario_begin(struct scenario *scenario, enum section section)
{
	begin(scenario, section, NULL);
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
