/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Remarks on a signature: the helper makes them, the loader passes them on, stapio words them. */
#ifndef COMMON_REMARK_H
#define COMMON_REMARK_H

/* TEXT of its outcome is a name or a path where there is one. */
enum signature_remark {
	REMARK_NO_DATABASE,
	REMARK_DATABASE_UNSAFE,  /* not root's alone, nor each folder on the way */
	REMARK_DATABASE_CLOSED,  /* ERROR */
	REMARK_FILE_MISSING,     /* one of the database, by ERROR */
	REMARK_FILE_NO_FILE,     /* or not a regular one */
	REMARK_FILE_UNSAFE,      /* or not root's alone */
	REMARK_FILE_UNREADABLE,  /* or not for all to read */
	REMARK_NO_NSS,           /* TEXT: why */
	REMARK_DATABASE_UNKNOWN, /* NSS can't read it */
	REMARK_SIGNATURE_FILE,   /* is no regular one, or too large */
	REMARK_SHA1_REFUSED,
	REMARK_SHA1,
	REMARK_DIGEST_UNKNOWN,
	REMARK_ML_DSA,           /* NSS knows none */
	REMARK_SIGNER,           /* who vouches, */
	REMARK_SIGNER_EARLY,     /* whose certificate is valid only from */
	REMARK_SIGNER_LATE,      /* or until that DAY (seconds) */
	REMARK_SIGNER_UNTRUSTED, /* in the database, but not trusted for signing */
};

#endif
