/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The audit trail: one record for each load, refusal, attach and removal, to the
 * system's log (authpriv) and to the kernel's audit, where there are such.
 * Nothing of that fails, or waits for anyone. What a name says can't begin
 * another field or record: it is escaped, quoted, and cut short.
 */
#ifndef STAPRUN_AUDIT_H
#define STAPRUN_AUDIT_H

#include <sys/types.h>

/* Finds out who UID, the caller, is. The records are about that user from here on. */
void audit_begin(uid_t uid);

/* Adds a field to the records to come. */
void audit_add(const char *key, const char *value);

/* One record: ACT was done to MODULE (NULL: none is known), or VERDICT says why not. */
void audit(const char *act, const char *module, const char *verdict);

/* One for a load that failed before there was a verdict: if there was no other. */
void audit_failure(void);

/*
 * For who closes all other descriptors, and whose ids are all root's: records go
 * out by LOG and KERNEL from here on, which are open, on something else.
 */
void audit_keep(int log, int kernel);

#endif
