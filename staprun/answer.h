/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Answers of the loader: common/outcome.h. It prints nothing itself: who
 * reads standard error may be slow, stopped, or gone. Until there is someone to
 * answer to, one short line has to do.
 */
#ifndef STAPRUN_ANSWER_H
#define STAPRUN_ANSWER_H

#include "common/outcome.h"

/* From here on answers go to END of the sockets (common/request.h). */
void answer_to(int end);

/* Tells what OUTCOME holds, with NAME of a module in it, or NULL. Returns -1, for who fails with
 * it. */
int answer(struct outcome outcome, const char *name);

/*
 * Hands over the module NAME, which the SystemTap of VERSION made (common/transport.h),
 * with its FOLDER. 0 or -errno: -EPIPE when no one is there to take it.
 */
int answer_module(const char *name, int folder, uint32_t version);

/* Where no one is there yet to answer to: "ERROR: " and one line, on standard error. */
void complain(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
