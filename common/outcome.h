/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Outcomes: what the loader tells stapio, as numbers and short strings. The words
 * for them are stapio's (words/words.h), which has the user's rights, colours
 * and verbosity, and looks up for itself whatever those rights suffice for.
 */
#ifndef COMMON_OUTCOME_H
#define COMMON_OUTCOME_H

#include <stdint.h>

#include "common/module_name.h"

/* Kinds of outcome, and which members of struct outcome say more, beside NAME and ERROR. */
enum outcome_kind {
	OUTCOME_MODULE, /* it is there: the message bears its folder (SCM_RIGHTS); NUMBER: what
				SystemTap made it (common/transport.h), if we loaded it */
	/* By the way: */
	OUTCOME_SYSCTL, /* TEXT, the file, was or was not (ERROR) set to NUMBER */
	OUTCOME_ADDRESSES_HIDDEN,
	OUTCOME_SECTIONS_HIDDEN, /* of the module NAME, another one */
	OUTCOME_NAME_TOO_SHORT,  /* for -R */
	OUTCOME_RENAMED,
	OUTCOME_CHECKED, /* and was not refused: as OUTCOME_NOT_LOADED; PID: the level it asks for;
			    MADE_BY */
	OUTCOME_OWN_CREDENTIALS, /* and no more: the loaded module may be another one */
	OUTCOME_REMOVED,
	OUTCOME_SIGNATURE, /* NUMBER: an enum signature_remark (common/remark.h) */
	/* What went wrong: */
	OUTCOME_FAILURES = 100,
	OUTCOME_NO_PRIVILEGE =
		OUTCOME_FAILURES, /* the effective uid is OWNER; NUMBER: 1 if by a nosuid mount */
	OUTCOME_NO_REQUEST,       /* came, in ten minutes (ETIMEDOUT), or by another ERROR */
	OUTCOME_CAPABILITIES,     /* could not be given up */
	OUTCOME_CALLS,            /* likewise, of the system */
	OUTCOME_REFUSED,          /* NUMBER: an enum policy_verdict */
	OUTCOME_SETTINGS, /* staprun.conf: NUMBER: an enum helper_failure; HELPER_WRONG with a PID:
			     that line of it is no setting */
	OUTCOME_NOT_COUNTED, /* the caller's modules, whose number has a limit */
	OUTCOME_NOT_OPENED,
	OUTCOME_NOT_COPIED,
	OUTCOME_NOT_CHECKED,    /* the signature; NUMBER: an enum helper_failure. A warning: it is
				   refused. */
	OUTCOME_NOT_READ,       /* the module; likewise */
	OUTCOME_NO_ADDRESSES,   /* of the kernel's could be looked up; likewise */
	OUTCOME_NOT_A_MODULE,   /* TEXT: what it is instead */
	OUTCOME_FIPS,           /* ERROR: EPERM when the caller's override does not count */
	OUTCOME_MUST_KEEP_NAME, /* so that -R is impossible */
	OUTCOME_NOT_RENAMED,
	OUTCOME_NOT_LOADED, /* TEXT: its vermagic; NUMBER: 1 if it bears a signature of the kernel's
				kind; FOUND: OWNER loaded a SystemTap module of that name */
	OUTCOME_NO_FOLDER,  /* the module that was loaded made none */
	OUTCOME_NO_CHANNEL, /* it could not be opened */
	OUTCOME_NOT_SENT,   /* NUMBER: an enum control_type */
	OUTCOME_NO_TURN,    /* among the keepers; EUSERS: the caller has too many */
	OUTCOME_NOT_HANDED_OVER,
	OUTCOME_UNAVAILABLE, /* FOUND: it is SystemTap's, and OWNER's: that user's to have alone
				(ERROR: EACCES), or attached */
	OUTCOME_NOT_REMOVED,
};

enum policy_verdict {
	POLICY_LOAD,
	POLICY_REFUSE_NOT_A_USER, /* in no stap group */
	POLICY_REFUSE_ALTERED,
	POLICY_REFUSE_UNSIGNED,
	POLICY_REFUSE_STRANGER,
	POLICY_REFUSE_DISCOUNTED, /* by rule its signature counts as a stranger's */
	POLICY_REFUSE_UNVERIFIED, /* there is a signature, and it could not be checked */
	POLICY_REFUSE_LEVEL,      /* signed, for a level that the user does not have */
	POLICY_REFUSE_MODULES,    /* the user has as many loaded as may be */
	POLICY_REFUSE_BUFFERS,    /* larger than may be */
};

/* Larger files are refused before they are read. */
#define MODULE_IMAGE_MAX (256L * 1024 * 1024)

/* As are larger signatures; real ones have 256 to 4627 bytes. */
#define SIGNATURE_FILE_MAX (64 * 1024)

#define OUTCOME_TEXT_SIZE 128

/* How the helper's process failed. */
enum helper_failure {
	HELPER_NO_FILE,      /* to look at: ERROR */
	HELPER_NOT_STARTED,  /* ERROR */
	HELPER_NOT_CONFINED, /* it could not give up its rights: ERROR */
	HELPER_SIGNALLED,    /* by signal PID */
	HELPER_SLOW,
	HELPER_WRONG, /* no answer, or one that can't be */
};

/* One message. What it has no use for is 0. */
struct outcome {
	uint32_t kind; /* enum outcome_kind */
	int32_t error; /* an errno, above 0 */
	int32_t number;
	uint32_t found;
	uint32_t owner; /* a uid */
	int32_t pid;
	uint64_t made_by; /* a version, of 32 bits (common/transport.h) */
	int64_t day;
	char name[MODULE_NAME_SIZE]; /* the module's; cut short */
	char text[OUTCOME_TEXT_SIZE];
};

#endif
