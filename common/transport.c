/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table of generations. Pure. */
#include "common/transport.h"

enum transport transport_of(uint32_t version, enum dialect dialect, bool bulk)
{
	/* Whatever the version, it was with this dialect that frames got their magic. */
	if (dialect == DIALECT_5)
		return TRANSPORT_FRAMES;
	if (version < TRANSPORT_VERSION(3, 0) || version >= TRANSPORT_VERSION(5, 0))
		return TRANSPORT_UNKNOWN;
	if (version >= TRANSPORT_VERSION(4, 6))
		return TRANSPORT_FRAMES;
	return bulk && version < TRANSPORT_VERSION(4, 5) ? TRANSPORT_FRAMES : TRANSPORT_RAW;
}

bool transport_loses_to_reads(uint32_t version)
{
	return version >= TRANSPORT_VERSION(3, 0) && version < TRANSPORT_VERSION(4, 5);
}
