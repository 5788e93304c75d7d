/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The account of a session: what it relayed, and what was lost of it, as the user is told. */
#ifndef STAPIO_ACCOUNT_H
#define STAPIO_ACCOUNT_H

#include <stdbool.h>

#include "stapio/session.h"

/* Prints the totals of SESSION so far (SIGUSR1, -v). */
void account_report_totals(const struct session *session);

/*
 * At the end: where anything was lost, says in one line how much, on which
 * CPUs, why, and what would help.
 */
void account_report_loss(const struct session *session);

/* Messages that were lost in the kernel, as far as is known: the module tells its count at the end.
 */
uint64_t account_lost_in_kernel(const struct session *session, const struct relay_totals *totals);

/* True when output was lost that should have been taken: a full disk, a write that failed. */
bool account_lost_output(const struct session *session);

#endif
