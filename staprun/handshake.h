/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The handshake: what a module is told before stapio has it, which is what its user may do, where
 * the kernel and its modules are, the time zone, and who asked from afar. Writes to the control
 * channel with effective uid 0, which the module insists on.
 */
#ifndef STAPRUN_HANDSHAKE_H
#define STAPRUN_HANDSHAKE_H

#include "common/request.h"
#include "staprun/identify.h"
#include "staprun/module_image.h"

/*
 * Finds the addresses in the kernel that a module is told. As that takes longest,
 * it is done before the module is loaded, which is then not there for long without
 * anyone to look after it. Returns 0, or -1 after telling why they can't be looked up.
 */
int handshake_prepare(struct kernel_symbol symbols[static SYMBOLS_MAX]);

/*
 * Talks to the module in FOLDER, which should be the one loaded from IMAGE.
 * GRANTED is the mask of credentials that the policy granted for IMAGE.
 * Returns 0, or tells why not and returns -1: the module is then to be removed.
 */
int handshake(int folder, const struct module_image *image, const struct caller *caller,
	unsigned granted, const struct request *request, const struct kernel_symbol *symbols);

#endif
