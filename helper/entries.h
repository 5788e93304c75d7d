/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Entries of the helper: what its process can be asked, and what it answers. Each is
 * called in a child that was forked for it and has nothing left to misuse
 * (staprun/sandbox.h): it closes the filter of system calls (filter.h), looks at
 * what no one vouches for, writes one answer of a size that is known to
 * HELPER_ANSWER, and returns 0, or an errno with no answer written.
 */
#ifndef HELPER_ENTRIES_H
#define HELPER_ENTRIES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "common/outcome.h"

/* Descriptors of the helper's process; standard error is the third. */
enum helper_fd {
	HELPER_FILE = 0,
	HELPER_ANSWER = 1,
};

/* Seconds by the clock after which the helper's process is gone, whatever it waits for. */
#define HELPER_WALL_SECONDS 600

enum signature {
	SIGNATURE_UNKNOWN,    /* could not tell: the database is unsafe, NSS failed, ... */
	SIGNATURE_NONE,       /* there is no signature file; no answer of the helper's */
	SIGNATURE_STRANGER,   /* valid or not, none of the trusted keys made it */
	SIGNATURE_DISCOUNTED, /* by rule it counts as a stranger's: there is no database of
				 signers, or it is made with SHA-1 where that is refused */
	SIGNATURE_ALTERED,    /* a trusted key made it, for other bytes */
	SIGNATURE_TRUSTED,    /* a trusted key made it, for these bytes */
};

#define REMARKS_MAX 8

struct signature_answer {
	uint32_t verdict;                    /* an enum signature */
	uint32_t count;                      /* of the remarks: */
	struct outcome remarks[REMARKS_MAX]; /* each an OUTCOME_SIGNATURE */
	char signer[OUTCOME_TEXT_SIZE];      /* who vouches; or empty */
};

/* The signature that a module bears for the kernel itself. */
enum kernel_signature {
	KERNEL_SIGNATURE_NONE,
	KERNEL_SIGNATURE_THERE,
	KERNEL_SIGNATURE_WANTED, /* this kernel loads no module without: its name must stay */
};

/* What is known of a module's contents. Has no padding. */
struct module_facts {
	uint64_t name_offsets[2]; /* where it is in the file: struct module; .modinfo, or 0 */
	/* From the first section of constants (.rodata) to the end of the last. */
	uint64_t rodata_begin, rodata_end;
	uint32_t required;         /* an enum privilege_level */
	uint32_t kernel_signature; /* an enum kernel_signature */
	uint64_t version;          /* of the SystemTap that made it: common/transport.h */
	char name[MODULE_NAME_SIZE];
	char vermagic[OUTCOME_TEXT_SIZE]; /* for messages: what kernel it is for; cut short */
};

struct module_answer {
	struct module_facts facts;
	char why_not[OUTCOME_TEXT_SIZE]; /* a clause, when it is none: "a text file"; or empty */
	char sha256[65];                 /* of all of it, in hexadecimal */
};

/* A function of the kernel's. */
struct kernel_symbol {
	const char *name;
	uint64_t address; /* 0 until found; the kernel says 0 too when it hides addresses */
};

#define SYMBOLS_MAX 4

struct symbols_answer {
	uint64_t addresses[SYMBOLS_MAX];
};

/* What the administrator set, for one caller. */
struct settings {
	uint32_t wrong_line; /* of the file: the first that is no setting; or 0 */
	uint32_t refuse_sha1;
	uint32_t refuse_unsigned;    /* modules of stapdev's */
	uint32_t modules, megabytes; /* the most: at once; of a module's buffer for each CPU */
};

#define SETTINGS_ANY UINT32_MAX /* no limit */

/*
 * Checks the SIZE bytes of a module against the signature in HELPER_FILE and
 * the certificates in the folder DATABASE, which must be OWNER's alone; one with
 * SHA-1 counts unless it is to REFUSE_SHA1. Answers with a struct
 * signature_answer.
 */
int check_signature(
	const char *bytes, size_t size, const char *database, uid_t owner, bool refuse_sha1);

/* Reads the ELF file in the SIZE bytes of a module. Answers with a struct module_answer. */
int read_module(const char *bytes, size_t size);

/*
 * Finds the addresses of COUNT (at most SYMBOLS_MAX) SYMBOLS in HELPER_FILE,
 * which is /proc/kallsyms. Answers with a struct symbols_answer.
 */
int find_symbols(struct kernel_symbol *symbols, size_t count);

/*
 * Reads the settings in HELPER_FILE (staprun.conf) for who has LEVELS. Answers
 * with a struct settings.
 */
int read_settings(unsigned levels);

#endif
