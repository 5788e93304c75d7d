/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * numbers N <FILE: is FILE, without its blanks and small letters, the lines 1 to N, and nothing
 * else? In the guest, where the tools of a shell take several seconds for fifty megabytes.
 */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static int wrong(unsigned long number)
{
	fprintf(stderr, "line %lu is not right\n", number);
	return 1;
}

int main(int argc, char **argv)
{
	static char buffer[1 << 16];
	char line[32];
	unsigned long number = 1, last = argc == 2 ? strtoul(argv[1], NULL, 10) : 0;
	int length = snprintf(line, sizeof(line), "%lu\n", number), at = 0;
	ssize_t size;

	while ((size = read(0, buffer, sizeof(buffer))) > 0)
		for (const char *byte = buffer; byte < buffer + size; byte++) {
			if (*byte == ' ' || (*byte >= 'a' && *byte <= 'z'))
				continue;
			if (number > last || *byte != line[at++])
				return wrong(number);
			if (at == length) {
				length = snprintf(line, sizeof(line), "%lu\n", ++number);
				at = 0;
			}
		}
	if (size < 0 || at > 0 || number != last + 1)
		return wrong(number);
	return 0;
}
