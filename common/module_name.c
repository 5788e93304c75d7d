/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Names of modules: what is one, and how -R makes a new one. Pure. */
#include "common/module_name.h"

#include <stdio.h>
#include <string.h>

bool module_name_valid(const char *name)
{
	size_t length = 0;

	for (; name[length]; length++)
		if (length + 1 >= MODULE_NAME_SIZE ||
			!strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_",
				name[length]))
			return false;
	return length > 0;
}

bool module_rename(char *name, unsigned long pid)
{
	char suffix[24];
	size_t length = strlen(name);
	size_t suffix_length = (size_t)snprintf(suffix, sizeof(suffix), "_%lu", pid);

	if (suffix_length > length)
		return false;
	memcpy(name + length - suffix_length, suffix, suffix_length);
	return true;
}
