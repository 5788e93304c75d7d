/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The loader's end of what is said between it and stapio: common/request.h, and
 * its answers, common/outcome.h. It prints nothing itself: who reads standard
 * error may be slow, stopped, or gone. Until there is someone to answer to, one
 * short line has to do.
 */
#ifndef STAPRUN_MESSAGES_H
#define STAPRUN_MESSAGES_H

#include <stdbool.h>
#include <sys/socket.h>

#include "common/outcome.h"
#include "common/request.h"

/* A pair of connected ends for whole messages, close-on-exec. 0 or -errno. */
int handover_open(int ends[2]);

/* A request that is not there after so long does not come. */
#define REQUEST_PATIENCE_MS 600000

/*
 * Returns the size of the next message, which may be larger than ROOM; 0 at the
 * end; -ETIMEDOUT when there was none for PATIENCE milliseconds (-1: it waits for
 * ever); or another -errno.
 */
ssize_t handover_message(int end, void *message, size_t room, int patience);

/*
 * Waits for a request, into *REQUEST, which is all zero. Returns 0; -ENODATA when
 * there will be none; -ETIMEDOUT when there was none for ten minutes; -EPROTO when
 * what came is none; or another -errno.
 */
int handover_receive(int end, struct request *request);

/* True when no one is at the other end any more, or has said that it is over (enum keep). */
bool handover_given_up(int end);

/* From here on answers go to END of the sockets (common/request.h). */
void answer_to(int end);

/* Tells what OUTCOME holds, with NAME of a module in it, or NULL. Returns -1, for who fails with
 * it. */
int answer(struct outcome outcome, const char *name);

/* Tells that KIND failed, by ERROR, an errno or the negative of one. Returns 1, an exit status. */
int answer_failure(enum outcome_kind kind, int error, const char *name);

/* False when who answers go to is gone. */
bool answers_are_awaited(void);

/*
 * Hands over the module NAME, which the SystemTap of VERSION made (common/transport.h),
 * with its FOLDER. 0 or -errno: -EPIPE when no one is there to take it.
 */
int answer_module(const char *name, int folder, uint32_t version);

/*
 * Sends MESSAGE by END, with SIZE bytes of EXTRA (a struct ucred at most) as
 * control data of the TYPE of SOL_SOCKET. 0 or -errno.
 */
int message_send(int end, struct msghdr message, int type, const void *extra, size_t size);

/* For who has no one to answer to: one line, on standard error, if that takes it at once. */
void complain(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
