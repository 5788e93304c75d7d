/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A path has a slash in it, or ends as the name of a module's file. */
#include "options/module_path.h"

#include <string.h>

bool module_is_path(const char *module)
{
	size_t length = strlen(module);

	return strchr(module, '/') || (length > 3 && strcmp(module + length - 3, ".ko") == 0);
}
