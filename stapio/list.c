/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A module of SystemTap's has a folder with a control channel in procfs or
 * debugfs (which only root can look into); the rest is in /proc/modules,
 * /proc/kallsyms and, of processes that the caller may look at, /proc/PID/fd.
 */
#include "stapio/list.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static const char *const places[] = {"/proc/systemtap", "/sys/kernel/debug/systemtap"};

static int by_name(const void *one, const void *other)
{
	return strcmp(((const struct listed *)one)->name, ((const struct listed *)other)->name);
}

/* Finds the module NAME in LIST, which is in order; or NULL. */
static struct listed *named(struct list *list, const char *name)
{
	struct listed key;

	if (strlen(name) >= sizeof(key.name))
		return NULL;
	strcpy(key.name, name);
	return list->count ? bsearch(&key, list->all, list->count, sizeof(key), by_name) : NULL;
}

static unsigned count_buffers(const char *folder)
{
	DIR *directory = opendir(folder);
	struct dirent *entry;
	unsigned count = 0;

	while (directory && (entry = readdir(directory)))
		if (strncmp(entry->d_name, "trace", 5) == 0 && entry->d_name[5] >= '0' &&
			entry->d_name[5] <= '9')
			count++;
	if (directory)
		closedir(directory);
	return count;
}

/* Notes what the folder NAME in PLACE tells of a module. False: it is none's, or no one's now. */
static bool look_at_folder(struct listed *listed, const char *place, const char *name)
{
	char folder[PATH_MAX + 256], channel[PATH_MAX + 264];
	struct stat of_folder, of_channel;

	if (!module_name_valid(name))
		return false;
	snprintf(folder, sizeof(folder), "%s/%s", place, name);
	snprintf(channel, sizeof(channel), "%s/.cmd", folder);
	if (stat(folder, &of_folder) || stat(channel, &of_channel))
		return false;
	*listed = (struct listed){.seen = true,
		.owner = of_channel.st_uid,
		.buffers = count_buffers(folder),
		.age = time(NULL) - of_folder.st_mtime};
	strcpy(listed->name, name);
	return true;
}

/* Returns 0 or -ENOMEM. */
static int add(struct list *list, const struct listed *listed)
{
	/* Room doubles where the count is a power of two. */
	if (!(list->count & (list->count - 1))) {
		size_t room = list->count ? 2 * list->count : 1;
		struct listed *more = reallocarray(list->all, room, sizeof(*more));

		if (!more)
			return -ENOMEM;
		list->all = more;
	}
	list->all[list->count++] = *listed;
	return 0;
}

static int find_folders(struct list *list, const char *root)
{
	char place[PATH_MAX];
	struct dirent *entry;
	struct listed listed;
	int rc = 0;

	for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
		snprintf(place, sizeof(place), "%s%s", root, places[i]);
		DIR *directory = opendir(place);

		while (!rc && directory && (entry = readdir(directory)))
			if (look_at_folder(&listed, place, entry->d_name))
				rc = add(list, &listed);
		if (directory)
			closedir(directory);
	}
	return rc;
}

/* Puts them in order, of each name one. */
static void sort_out(struct list *list)
{
	size_t kept = 0;

	if (list->count)
		qsort(list->all, list->count, sizeof(list->all[0]), by_name);
	for (size_t i = 0; i < list->count; i++)
		if (!kept || by_name(&list->all[kept - 1], &list->all[i]) != 0)
			list->all[kept++] = list->all[i];
	list->count = kept;
}

/* Drops the modules that went while they were looked at. */
static void drop_gone(struct list *list)
{
	size_t kept = 0;

	for (size_t i = 0; i < list->count; i++)
		if (list->all[i].live)
			list->all[kept++] = list->all[i];
	list->count = kept;
}

/* Hands the lines of PATH below ROOT to TAKE, until one gives -errno. Returns that, or 0. */
static int each_line(struct list *list, const char *root, const char *path,
	int (*take)(struct list *list, char *line))
{
	char whole[PATH_MAX], *line = NULL;
	size_t room = 0;
	int rc = 0;

	snprintf(whole, sizeof(whole), "%s%s", root, path);
	FILE *file = fopen(whole, "re");
	while (!rc && file && getline(&line, &room, file) > 0)
		rc = take(list, line);
	if (file)
		fclose(file);
	free(line);
	return rc;
}

/* NAME SIZE USERS ...: whoever has its control channel open uses it. */
static int take_module(struct list *list, char *line)
{
	char *size = strchr(line, ' '), *users;
	struct listed *listed;

	if (!size)
		return 0;
	*size++ = '\0';
	listed = named(list, line);
	if (!listed)
		return 0;
	listed->size = strtoul(size, &users, 10);
	listed->attached = strtol(users, NULL, 10) > 0;
	listed->live = true;
	return 0;
}

/* Adds the module NAME, whose folder is not seen. Returns 0 or -ENOMEM. */
static int add_unseen(struct list *list, const char *name)
{
	struct listed unseen = {.age = -1};
	int rc;

	if (!module_name_valid(name))
		return 0;
	strcpy(unseen.name, name);
	rc = add(list, &unseen);
	sort_out(list);
	return rc;
}

/* ADDRESS TYPE SYMBOL\t[NAME] */
static int take_symbol(struct list *list, char *line)
{
	static const struct {
		const char *symbol;
		unsigned generation;
		bool unseen; /* one without a folder may be of SystemTap up to 4.4 */
	} marks[] = {
		/* These are in all modules of 5.1 and 5.6 and none of 4.8, or the other way round.
		 */
		{"systemtap_wq", 5, false},
		{"stap_init_module", 5, false},
		{"_stp_linenumber_lookup", 4, true},
	};
	char *bracket = strchr(line, '['), *symbol, *rest;
	int rc = 0;

	if (!bracket)
		return 0;
	bracket[strcspn(bracket, "]\n")] = '\0';
	if (!strtok_r(line, " ", &rest) || !strtok_r(NULL, " ", &rest))
		return 0;
	symbol = strtok_r(NULL, " \t", &rest);
	for (size_t i = 0; symbol && i < sizeof(marks) / sizeof(marks[0]); i++) {
		struct listed *listed;

		if (strcmp(symbol, marks[i].symbol) != 0)
			continue;
		if (marks[i].unseen && !named(list, bracket + 1))
			rc = add_unseen(list, bracket + 1);
		listed = named(list, bracket + 1);
		if (listed)
			listed->generation = marks[i].generation;
	}
	return rc;
}

/* Finds the module whose control channel the descriptor is that leads to TARGET. */
static struct listed *channel_of(struct list *list, const char *target)
{
	const char *tail = strstr(target, "/systemtap/");
	char name[MODULE_NAME_SIZE];
	size_t length;

	if (!tail)
		return NULL;
	tail += strlen("/systemtap/");
	length = strcspn(tail, "/");
	if (length >= sizeof(name) || strcmp(tail + length, "/.cmd") != 0)
		return NULL;
	memcpy(name, tail, length);
	name[length] = '\0';
	return named(list, name);
}

static void look_at_process(struct list *list, const char *root, pid_t pid)
{
	char folder[PATH_MAX], path[PATH_MAX + 256], target[PATH_MAX];
	struct dirent *entry;
	struct listed *listed;

	snprintf(folder, sizeof(folder), "%s/proc/%d/fd", root, (int)pid);
	DIR *directory = opendir(folder);
	while (directory && (entry = readdir(directory))) {
		snprintf(path, sizeof(path), "%s/%s", folder, entry->d_name);
		ssize_t length = readlink(path, target, sizeof(target) - 1);
		target[length > 0 ? length : 0] = '\0';
		listed = channel_of(list, target);
		if (listed) {
			listed->attached = true;
			listed->pid = pid;
		}
	}
	if (directory)
		closedir(directory);
}

static void find_processes(struct list *list, const char *root)
{
	char proc[PATH_MAX];
	struct dirent *entry;

	snprintf(proc, sizeof(proc), "%s/proc", root);
	DIR *directory = list->count ? opendir(proc) : NULL;
	while (directory && (entry = readdir(directory)))
		if (entry->d_name[0] >= '1' && entry->d_name[0] <= '9')
			look_at_process(list, root, (pid_t)strtol(entry->d_name, NULL, 10));
	if (directory)
		closedir(directory);
}

int list_find(struct list *list, const char *root)
{
	char debugfs[PATH_MAX];
	int rc = find_folders(list, root);

	sort_out(list);
	snprintf(debugfs, sizeof(debugfs), "%s/sys/kernel/debug", root);
	/* It takes time: a hundred thousand symbols. */
	if (!rc && (list->count || access(debugfs, R_OK) != 0))
		rc = each_line(list, root, "/proc/kallsyms", take_symbol);
	if (list->count)
		each_line(list, root, "/proc/modules", take_module);
	drop_gone(list);
	find_processes(list, root);
	return rc;
}

void list_free(struct list *list)
{
	free(list->all);
	*list = (struct list){0};
}

/* --- Printing -------------------------------------------------------------------------------- */

static void print_number(FILE *to, const char *name, bool known, unsigned long number)
{
	fprintf(to, ", \"%s\": ", name);
	if (known)
		fprintf(to, "%lu", number);
	else
		fputs("null", to);
}

static void print_json(const struct list *list, FILE *to)
{
	fputs("[", to);
	for (size_t i = 0; i < list->count; i++) {
		const struct listed *l = &list->all[i];

		fprintf(to, "%s\n  {\"name\": \"%s\"", i ? "," : "", l->name);
		print_number(to, "owner", l->seen, l->owner);
		fprintf(to, ", \"attached\": %s", l->attached ? "true" : "false");
		print_number(to, "pid", l->pid, (unsigned long)l->pid);
		print_number(to, "generation", l->generation, l->generation);
		print_number(to, "age", l->age >= 0, (unsigned long)l->age);
		print_number(to, "size", true, l->size);
		print_number(to, "buffers", l->seen, l->buffers);
		fputs("}", to);
	}
	fputs(list->count ? "\n]\n" : "]\n", to);
}

/* 59s, 59m, 23h, 400d */
static const char *age(long seconds, char text[static 24])
{
	static const struct {
		long seconds;
		char unit;
	} units[] = {{86400, 'd'}, {3600, 'h'}, {60, 'm'}, {1, 's'}};
	size_t i = 0;

	if (seconds < 0) /* the clock was set */
		seconds = 0;
	while (units[i].seconds > seconds && units[i].seconds > 1)
		i++;
	snprintf(text, 24, "%ld%c", seconds / units[i].seconds, units[i].unit);
	return text;
}

static const char *owner(uid_t uid, char text[static 33])
{
	struct passwd *user = getpwuid(uid);

	if (user)
		snprintf(text, 33, "%s", user->pw_name);
	else
		snprintf(text, 33, "%u", (unsigned)uid);
	return text;
}

static const char *attached(const struct listed *listed, char text[static 16])
{
	if (listed->pid)
		snprintf(text, 16, "%d", (int)listed->pid);
	else
		strcpy(text, listed->attached ? "yes" : "-");
	return text;
}

static void print_table(const struct list *list, FILE *to)
{
	char who[33], pid[16], since[24], generation[8], buffers[16];

	fprintf(to, "%-20s %-12s %8s %10s %6s %8s %7s\n", "NAME", "OWNER", "ATTACHED", "GENERATION",
		"AGE", "SIZE", "BUFFERS");
	for (size_t i = 0; i < list->count; i++) {
		const struct listed *l = &list->all[i];

		snprintf(generation, sizeof(generation), l->generation ? "%u.x" : "?",
			l->generation);
		snprintf(buffers, sizeof(buffers), l->seen ? "%u" : "?", l->buffers);
		fprintf(to, "%-20s %-12s %8s %10s %6s %7luK %7s\n", l->name,
			l->seen ? owner(l->owner, who) : "?", attached(l, pid), generation,
			l->seen ? age(l->age, since) : "?", (l->size + 1023) / 1024, buffers);
	}
}

void list_print(const struct list *list, bool json, FILE *to)
{
	if (json)
		print_json(list, to);
	else
		print_table(list, to);
}
