/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Numbers from the wire. Pure. */
#include "common/dialect_session.h"

#define CONTROL_TYPES 20u

bool dialect_decode(enum dialect dialect, uint32_t wire, enum control_type *type)
{
	uint32_t base = dialect_encode(dialect, CONTROL_START), offset = wire - base;

	if (dialect == DIALECT_UNKNOWN || wire < base || offset >= CONTROL_TYPES)
		return false;
	*type = (enum control_type)offset;
	return true;
}
