/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The audit trail: one record for each load, refusal, attach and removal, and
 * one at least for each start, to the system's log (authpriv) and to the kernel's
 * audit, where there are such.
 * Nothing of that fails, or waits for anyone. What a name says can't begin
 * another field or record: it is escaped, quoted, and cut short.
 */
#ifndef STAPRUN_AUDIT_H
#define STAPRUN_AUDIT_H

#include <sys/types.h>

#include "common/request.h"

/* Finds out who UID, the caller, is. The records are about that user from here on. */
void audit_begin(uid_t uid);

/*
 * Adds a field to the records to come: of a length that the caller has no say in,
 * as these come first, and a log may cut its records short.
 */
void audit_add(const char *key, const char *value);

/*
 * What is asked for from here on: ACT; of a FILE, where it is one, whose path and
 * whose options are last in each record, and have to stay.
 */
void audit_about(const char *act, const struct request *file);

/*
 * One record: ACT (NULL: what was asked for) was done to MODULE (NULL: none is
 * known), or VERDICT says why not.
 */
void audit(const char *act, const char *module, const char *verdict);

/* At the end: one with VERDICT, if there was no other. */
void audit_end(const char *verdict);

/*
 * For who closes all other descriptors: records go out by LOG and KERNEL from here
 * on, which are open, on something else.
 */
void audit_keep(int log, int kernel);

/* For whose ids are all root's from here on: no one can say that he is of a group that is not his.
 */
void audit_as_root(void);

#endif
