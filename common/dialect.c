/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Control message numbers of both dialects. Pure. */
#include "common/dialect.h"

/* Dialect 5 counts from here, so that neither dialect mistakes the other's numbers. */
#define DIALECT_5_BASE 0x50u

uint32_t dialect_encode(enum dialect dialect, enum control_type type)
{
	return (dialect == DIALECT_5 ? DIALECT_5_BASE : 0) + (uint32_t)type;
}
