/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a module is told before stapio has it: what its user may do, where the
 * kernel and its modules are, the time zone, and who asked from afar. Writes
 * to the control channel with effective uid 0, which the module insists on.
 */
#ifndef STAPRUN_HANDSHAKE_H
#define STAPRUN_HANDSHAKE_H

#include "common/dialect.h"
#include "common/options.h"

/*
 * Talks to the module in FOLDER. CREDENTIALS is the mask that the policy
 * granted, TIME_ZONE the caller's. Returns 0, or reports and returns -1: the
 * module is then to be removed.
 */
int handshake(int folder, const char *name, unsigned credentials,
	const struct control_tzinfo *time_zone, const struct options *options);

#endif
