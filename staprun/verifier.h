/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What runs in the signature checker's process: NSS, and the bytes that no one vouches for. */
#ifndef STAPRUN_VERIFIER_H
#define STAPRUN_VERIFIER_H

#include <sys/types.h>

#include "staprun/policy.h"

/* Signature files are 256 to 4627 bytes long. */
#define VERIFIER_SIGNATURE_MAX (64 * 1024)

/*
 * Gives up everything (sandbox.h), then checks the file SIGNATURE for the
 * bytes of MODULE against the certificates in the folder DATABASE, which must
 * be OWNER's alone. Reports what the user should know. Writes one byte, an
 * enum signature as a letter (VERIFIER_LETTERS), to ANSWER.
 */
_Noreturn void verifier_run(
	const char *database, uid_t owner, int module, int signature, int answer);

/* The letter that stands for each enum signature in the answer. */
#define VERIFIER_LETTERS "UNSAT"

#endif
