/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The loader: the process that has privilege, a child that does what one request asks for
 * (it decides, loads, does the handshake; or finds the module to attach to; or
 * removes), hands the module over, and stays with it as its keeper (keeper.h).
 *
 * Why a process of its own: the one that the shell started becomes stapio, and
 * can so give up everything at once, before a word of the caller's is read. A
 * bounding set once cut can't be restored, and stapio's children are to have the
 * caller's (a -c command may be ping, or sudo): here it can be cut.
 */
#ifndef STAPRUN_LOADER_H
#define STAPRUN_LOADER_H

#include "common/request.h"
#include "staprun/environment.h"
#include "staprun/identify.h"

#define EXIT_REFUSED 255

/*
 * The whole life of the loader, which finds out CALLER's levels. END is its end of the sockets.
 * Returns the exit status: 0 when the request was fulfilled, or there was none; EXIT_REFUSED when
 * permission was refused, else 1.
 */
int loader(struct caller *caller, const struct inherited *inherited, int end);

#endif
