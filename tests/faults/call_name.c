/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The names are made by make, out of the C library's header. */
#include "tests/faults/call_name.h"

#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

static const struct {
	const char *name;
	long number;
} calls[] = {
#if __has_include("calls.h") /* made by make; not there for who only looks */
#include "calls.h"
#endif
};

#define CALLS (sizeof(calls) / sizeof(calls[0]))

const char *call_name(long number)
{
	static char other[32];

	for (size_t i = 0; i < CALLS; i++)
		if (calls[i].number == number)
			return calls[i].name;
	snprintf(other, sizeof(other), "%ld", number);
	return other;
}

const char *call_full_name(pid_t pid, long number, unsigned long fd)
{
	static const struct {
		const char *link, *suffix;
	} kinds[] = {{"anon_inode:", "@event"}, {"pipe:", "@pipe"}, {"socket:", "@socket"}};
	static char name[64];
	char path[64], link[64] = "";

	snprintf(name, sizeof(name), "%s", call_name(number));
	if (number != SYS_read && number != SYS_write && number != SYS_writev)
		return name;
	snprintf(path, sizeof(path), "/proc/%d/fd/%lu", pid, fd);
	if (readlink(path, link, sizeof(link) - 1) < 0)
		return name;
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (strncmp(link, kinds[i].link, strlen(kinds[i].link)) == 0)
			strcat(name, kinds[i].suffix);
	return name;
}
