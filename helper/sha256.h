/* SPDX-License-Identifier: GPL-2.0-or-later */
/* SHA-256 (FIPS 180-4), to say in the log which bytes were loaded. Pure. */
#ifndef HELPER_SHA256_H
#define HELPER_SHA256_H

#include <stddef.h>
#include <stdint.h>

#define SHA256_SIZE 32

/* The DIGEST of the SIZE bytes at BYTES. */
void sha256(const void *bytes, size_t size, uint8_t digest[static SHA256_SIZE]);

#endif
