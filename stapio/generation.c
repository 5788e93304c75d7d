/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A module's file says which version made it; the module itself, which dialect it speaks. */
#include "stapio/generation.h"

#include <stdio.h>

#include "common/transport.h"

bool generation_unreadable(uint32_t version)
{
	/* From 5.0 on the dialect is one in which all is in frames. */
	return version != TRANSPORT_VERSION_SEVERAL && version < TRANSPORT_VERSION(5, 0) &&
	       transport_of(version, DIALECT_4, false) == TRANSPORT_UNKNOWN;
}

void generation_complaint(char *sentence, size_t size, const char *module, uint32_t version)
{
	if (version == TRANSPORT_VERSION_NONE)
		snprintf(sentence, size,
			"Module %s does not say which SystemTap made it, and so its output "
			"can't be read: compile it again with 3.0 to 5.x.",
			module);
	else
		snprintf(sentence, size,
			"Module %s was made by SystemTap %u.%u, and its output can't be read: compile "
			"it again with 3.0 to 5.x.",
			module, version >> 16, version & 0xffff);
}
