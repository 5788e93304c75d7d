/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One pass over /proc/kallsyms. Each line costs the kernel far more than us
 * (it prints 100,000 and more of them), so the pass ends with the last symbol
 * wanted, or with the kernel's text: lines are in order of address, and what
 * is wanted is functions.
 */
#include "helper/kallsyms.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "helper/filter.h"

#define LONGEST_LINE 1024
#define CHUNK        (64 * 1024)
#define BUFFER_SIZE  (CHUNK + LONGEST_LINE + 1)

static void release(char **buffer)
{
	free(*buffer);
}

/* "ffffffff81000000 T _stext", perhaps with "\t[module]" behind: the name, and its length. */
static const char *symbol_name(const char *line, const char *end, size_t *length)
{
	const char *blank = memchr(line, ' ', (size_t)(end - line));

	if (!blank || end - blank < 4 || blank[2] != ' ')
		return NULL;
	const char *name = blank + 3;
	const char *tab = memchr(name, '\t', (size_t)(end - name));

	*length = (size_t)((tab ? tab : end) - name);
	return name;
}

static int match(struct kernel_symbol *symbols, size_t count, const char *name, size_t length,
	const char *line)
{
	for (size_t i = 0; i < count; i++) {
		/* The first of a name counts: the kernel's own come before those of modules. */
		if (symbols[i].name[0] != name[0] || symbols[i].address ||
			strlen(symbols[i].name) != length ||
			memcmp(symbols[i].name, name, length) != 0)
			continue;
		symbols[i].address = strtoull(line, NULL, 16);
		return 1;
	}
	return 0;
}

int kallsyms_find(int fd, struct kernel_symbol *symbols, size_t count)
{
	static const char text_end[] = "_etext";
	__attribute__((cleanup(release))) char *buffer = malloc(BUFFER_SIZE);
	size_t have = 0;
	int found = 0;

	if (!buffer)
		return -ENOMEM;

	for (size_t i = 0; i < count; i++)
		symbols[i].address = 0;
	for (;;) {
		ssize_t got = read(fd, buffer + have, CHUNK);
		char *line = buffer, *end;

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return -errno;
		if (got == 0)
			return found;
		have += (size_t)got;
		while ((end = memchr(line, '\n', have - (size_t)(line - buffer)))) {
			size_t length;
			const char *name = symbol_name(line, end, &length);

			*end = '\0';
			if (name) {
				found += match(symbols, count, name, length, line);
				if ((size_t)found == count ||
					(length == sizeof(text_end) - 1 &&
						memcmp(name, text_end, length) == 0))
					return found;
			}
			line = end + 1;
		}
		have -= (size_t)(line - buffer);
		if (have > LONGEST_LINE)
			return -EPROTO;
		memmove(buffer, line, have);
	}
}

int find_symbols(struct kernel_symbol *symbols, size_t count)
{
	struct symbols_answer answer = {0};
	int error = filter_close();

	if (error && error != -ENOSYS)
		return -error;
	error = kallsyms_find(HELPER_FILE, symbols, count);
	if (error < 0)
		return -error;
	for (size_t i = 0; i < count && i < SYMBOLS_MAX; i++)
		answer.addresses[i] = symbols[i].address;
	return write(HELPER_ANSWER, &answer, sizeof(answer)) == sizeof(answer) ? 0 : EIO;
}
