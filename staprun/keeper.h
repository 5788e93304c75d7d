/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The keeper: what the loader becomes when stapio has the module, a process that
 * waits for the end of the session, however stapio went, and removes the module.
 *
 * It is root's in all ids, as otherwise the caller could stop or kill it; what it can do with that
 * is to remove modules by name, and to look whether its own is still there. Its name says neither
 * stapio nor staprun, nor the module's file: who ends those by name does not end it, and who counts
 * them counts one.
 */
#ifndef STAPRUN_KEEPER_H
#define STAPRUN_KEEPER_H

#include <stdbool.h>

#include "staprun/environment.h"

/*
 * What stands between the loader and the keeper but its rights: no descriptor is left but
 * standard error, the end of the sockets to stapio, which is the first behind that, the module's
 * *FOLDER, which gets another number, and TURNS, if that is one (-1): locks are kept with it.
 * Returns 0 or -errno.
 */
int keeper_prepare(const struct inherited *inherited, int *folder, int turns);

/*
 * Becomes the keeper, root's in all ids. What is sent by then counts as the caller's: of
 * descriptors under way root's processes have few in all, whoever sends them. Returns 0; or
 * -errno: then it can still remove the module.
 */
int keeper_become(void);

/*
 * The rest of the keeper's life. The module NAME in FOLDER was handed over to stapio,
 * which may have been ATTACHED to it only. Returns the exit status.
 */
int keeper(const char *name, int folder, int end, bool attached);

#endif
