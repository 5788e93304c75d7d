/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Signatures of modules, MODULE.ko.sgn, checked with NSS against the
 * certificates that the administrator trusts. NSS is loaded in a child that
 * has given up everything and answers with one byte.
 */
#ifndef STAPRUN_SIGNATURE_H
#define STAPRUN_SIGNATURE_H

#include <sys/types.h>

#include "staprun/policy.h"

#define SIGNATURE_DATABASE "/etc/systemtap/staprun"

/*
 * Checks the bytes of MODULE (the sealed memfd) against SIGNATURE, an open
 * descriptor of the .sgn file or -1 when there is none. The database folder
 * must be root's alone. Anything but a clear answer is SIGNATURE_UNKNOWN, with
 * the cause reported. Warns about an expired certificate; under -v says which
 * certificate matched, and that SHA-1 was used.
 */
enum signature signature_verify(int module, int signature);

/* The same, with the certificates in the folder DATABASE, which must be OWNER's alone. */
enum signature signature_verify_against(
	const char *database, uid_t owner, int module, int signature);

#endif
