/* SPDX-License-Identifier: GPL-2.0-or-later */
/* KEY = VALUE; a table says which there are. Blank lines, and what is behind a #, mean nothing. */
#include "helper/settings.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "common/dialect.h"
#include "helper/filter.h"

#define SETTINGS_MAX 4096 /* of the file's bytes: no one needs more */

enum kind { YES_OR_NO, NUMBER };

static const struct key {
	const char *name;
	enum kind kind;
	unsigned level; /* whose it is; 0: everyone's */
	size_t offset;
} keys[] = {
	{"sha1", YES_OR_NO, 0, offsetof(struct settings, refuse_sha1)},
	{"stapdev.unsigned", YES_OR_NO, 0, offsetof(struct settings, refuse_unsigned)},
	{"stapusr.modules", NUMBER, PRIVILEGE_STAPUSR, offsetof(struct settings, modules)},
	{"stapsys.modules", NUMBER, PRIVILEGE_STAPSYS, offsetof(struct settings, modules)},
	{"stapdev.modules", NUMBER, PRIVILEGE_STAPDEV, offsetof(struct settings, modules)},
	{"stapusr.buffers", NUMBER, PRIVILEGE_STAPUSR, offsetof(struct settings, megabytes)},
	{"stapsys.buffers", NUMBER, PRIVILEGE_STAPSYS, offsetof(struct settings, megabytes)},
	{"stapdev.buffers", NUMBER, PRIVILEGE_STAPDEV, offsetof(struct settings, megabytes)},
};

#define KEYS (sizeof(keys) / sizeof(keys[0]))

/* The highest of LEVELS. */
static unsigned highest(unsigned levels)
{
	return levels & PRIVILEGE_STAPDEV   ? PRIVILEGE_STAPDEV
	       : levels & PRIVILEGE_STAPSYS ? PRIVILEGE_STAPSYS
	       : levels & PRIVILEGE_STAPUSR ? PRIVILEGE_STAPUSR
					    : 0;
}

/* True when TEXT is a value of KEY, for which *VALUE is what settings say. */
static bool read_value(const struct key *key, const char *text, uint32_t *value)
{
	if (key->kind == NUMBER) {
		*value = (uint32_t)strtoul(text, NULL, 10);
		return *text && strlen(text) <= 6 && !text[strspn(text, "0123456789")];
	}
	*value = strcmp(text, "no") == 0;
	return *value || strcmp(text, "yes") == 0;
}

static char *trim(char *text)
{
	char *end = text + strlen(text);

	while (end > text && (end[-1] == ' ' || end[-1] == '\t'))
		*--end = '\0';
	return text + strspn(text, " \t");
}

/* Takes one LINE, which it changes; SEEN are the keys that were there already. */
static bool take_line(struct settings *settings, char *line, unsigned level, bool seen[KEYS])
{
	char *value;

	line[strcspn(line, "#")] = '\0';
	line = trim(line);
	if (!*line)
		return true;
	value = strchr(line, '=');
	if (!value)
		return false;
	*value++ = '\0';
	for (size_t i = 0; i < KEYS; i++) {
		uint32_t number;

		if (strcmp(trim(line), keys[i].name) != 0)
			continue;
		if (seen[i] || !read_value(&keys[i], trim(value), &number))
			return false;
		seen[i] = true;
		if (!keys[i].level || keys[i].level == level)
			memcpy((char *)settings + keys[i].offset, &number, sizeof(number));
		return true;
	}
	return false;
}

void settings_parse(struct settings *settings, const char *text, size_t length, unsigned levels)
{
	bool seen[KEYS] = {false};
	size_t taken = length < SETTINGS_MAX ? length : SETTINGS_MAX, at = 0;
	char copy[SETTINGS_MAX];

	*settings = (struct settings){.modules = SETTINGS_ANY, .megabytes = SETTINGS_ANY};
	memcpy(copy, text, taken);
	for (unsigned number = 1; at < length; number++) {
		char *line = copy + at, *end = memchr(line, '\n', taken - at);

		if (end)
			*end = '\0';
		/* A NUL ends no line; a last line that does not end may be half of one. */
		if (!end || line + strlen(line) != end ||
			!take_line(settings, line, highest(levels), seen)) {
			settings->wrong_line = number;
			return;
		}
		at = (size_t)(end - copy) + 1;
	}
}

int read_settings(unsigned levels)
{
	char text[SETTINGS_MAX + 1];
	struct settings settings;
	int error = filter_close();
	ssize_t got;

	if (error && error != -ENOSYS)
		return -error;
	got = pread(HELPER_FILE, text, sizeof(text), 0);
	if (got < 0)
		return errno;
	settings_parse(&settings, text, (size_t)got, levels);
	return write(HELPER_ANSWER, &settings, sizeof(settings)) == sizeof(settings) ? 0 : EIO;
}
