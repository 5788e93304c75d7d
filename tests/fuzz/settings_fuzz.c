/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * staprun.conf: the lines before the first that is none are a file that is good, and mean what each
 * of them means alone.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "common/dialect.h"
#include "helper/settings.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

/* The text from BEGIN to END, in memory of just that size. */
static struct settings of(const char *begin, const char *end, unsigned levels)
{
	size_t size = (size_t)(end - begin);
	char *text = malloc(size ? size : 1);
	struct settings settings;

	memcpy(text, begin, size);
	settings_parse(&settings, text, size, levels);
	free(text);
	return settings;
}

static void add(struct settings *sum, const struct settings *line)
{
	sum->refuse_sha1 |= line->refuse_sha1;
	sum->refuse_unsigned |= line->refuse_unsigned;
	if (line->modules != SETTINGS_ANY)
		sum->modules = line->modules;
	if (line->megabytes != SETTINGS_ANY)
		sum->megabytes = line->megabytes;
}

static void read_for(const char *text, size_t size, unsigned levels)
{
	struct settings sum = {.modules = SETTINGS_ANY, .megabytes = SETTINGS_ANY};
	struct settings all = of(text, text + size, levels);
	const char *line = text, *end = text + size, *next;

	for (unsigned number = 1; number != all.wrong_line && line < end; number++, line = next) {
		next = memchr(line, '\n', (size_t)(end - line));
		assert(next); /* a last line that does not end is none */
		struct settings alone = of(line, ++next, levels);
		assert(!alone.wrong_line);
		add(&sum, &alone);
	}
	if (all.wrong_line) {
		if (size <= 4096) {
			assert(line < end);
			next = memchr(line, '\n', (size_t)(end - line));
			assert(of(text, next ? next + 1 : end, levels).wrong_line ==
				all.wrong_line);
		}
		all = of(text, line, levels);
	}
	assert(!all.wrong_line);
	assert(all.refuse_sha1 == sum.refuse_sha1 && all.refuse_unsigned == sum.refuse_unsigned);
	assert(all.modules == sum.modules && all.megabytes == sum.megabytes);
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	static const unsigned levels[] = {
		0, PRIVILEGE_STAPUSR, PRIVILEGE_STAPUSR | PRIVILEGE_STAPSYS, PRIVILEGE_ALL};

	for (size_t i = 0; i < sizeof(levels) / sizeof(levels[0]); i++)
		read_for((const char *)data, size, levels[i]);
	return 0;
}
