/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One pass over /proc/kallsyms. Each line costs the kernel far more than us
 * (it prints 100,000 and more of them), so the pass ends with the last symbol
 * wanted, or with the kernel's text: lines are in order of address, and what
 * is wanted is functions.
 */
#include "helper/kallsyms.h"

#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "helper/filter.h"

#define LONGEST_LINE 1024
#define CHUNK        (64 * 1024)
#define BUFFER_SIZE  (CHUNK + LONGEST_LINE + 1)

/* A bit for a letter; others may have the same. */
#define LETTER(c) (UINT64_C(1) << ((c)&63))

static void release(char **buffer)
{
	free(*buffer);
}

/* Does the address in LINE, which goes on to END, have so many DIGITS, with a type and a name
 * behind? */
static bool has_digits(const char *line, const char *end, size_t digits)
{
	return end - line > (ptrdiff_t)digits + 3 && line[digits] == ' ' && line[digits + 2] == ' ';
}

/*
 * The name in LINE, as in "ffffffff81000000 T _stext"; NULL if there is none. Addresses
 * mostly have as many DIGITS as that of the line before.
 */
static const char *symbol_name(const char *line, const char *end, size_t *digits)
{
	if (!has_digits(line, end, *digits)) {
		const char *blank = memchr(line, ' ', (size_t)(end - line));

		if (!blank || !has_digits(line, end, (size_t)(blank - line)))
			return NULL;
		*digits = (size_t)(blank - line);
	}
	return line + *digits + 3;
}

static int match(struct kernel_symbol *symbols, size_t count, const char *name, const char *line)
{
	for (size_t i = 0; i < count; i++) {
		/* The first of a name counts: the kernel's own come before those of modules. */
		if (symbols[i].name[0] != name[0] || symbols[i].address ||
			strcmp(symbols[i].name, name) != 0)
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
	size_t have = 0, digits = 0;
	uint64_t letters = LETTER(*text_end); /* that names wanted begin with */
	int found = 0;

	if (!buffer)
		return -ENOMEM;

	for (size_t i = 0; i < count; i++) {
		symbols[i].address = 0;
		letters |= LETTER(*symbols[i].name);
	}
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
			const char *name = symbol_name(line, end, &digits);

			if (name && letters & LETTER(*name)) {
				*end = '\0';
				found += match(symbols, count, name, line);
				if ((size_t)found == count ||
					(end - name == sizeof(text_end) - 1 &&
						memcmp(name, text_end, sizeof(text_end)) == 0))
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
