/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The two dialects that SystemTap modules speak: the numbers and layouts of
 * control messages, and the header in front of each trace frame. Everything
 * that differs between SystemTap 4.x and 5.x modules is here and in dialect_session.h.
 *
 * Source: the module runtime that stap compiles in (transport_msgs.h), and
 * observation of modules of 4.8, 5.1 and 5.6. All numbers are native-endian.
 */
#ifndef COMMON_DIALECT_H
#define COMMON_DIALECT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum dialect {
	DIALECT_UNKNOWN = 0,
	DIALECT_4 = 4, /* stap up to 4.x: types from 0; frames without a magic */
	DIALECT_5 = 5, /* stap 5.0 and later: types from 0x50; frames begin with a magic */
};

/* Control message types, as offsets from the first type of a dialect. */
enum control_type {
	CONTROL_START = 0,
	CONTROL_EXIT = 1,
	CONTROL_OOB_DATA = 2,
	CONTROL_SYSTEM = 3,
	CONTROL_TRANSPORT = 4,
	CONTROL_BULK = 7,
	CONTROL_READY = 8,
	CONTROL_RELOCATION = 9,
	CONTROL_REALTIME_DATA = 12,
	CONTROL_REQUEST_EXIT = 13,
	CONTROL_TZINFO = 14,
	CONTROL_PRIVILEGE_CREDENTIALS = 15,
	CONTROL_REMOTE_ID = 16,
	CONTROL_NAMESPACES_PID = 18,
	CONTROL_MNT_NS_FDS = 19, /* dialect 5 only */
};

/*
 * No module's message has a larger payload: its STP_CTL_BUFFER_SIZE is 256, or what it was
 * compiled with (of what is published, 8320 at most), doubled. What it is sent is short.
 */
#define CONTROL_MESSAGE_MAX 16640
#define CONTROL_REQUEST_MAX 1024

struct control_relocation {
	char module[128];
	char symbol[128];
	uint64_t address;
};

struct control_tzinfo {
	int64_t seconds_west;
	char name[64];
};

/* Privilege levels: what a user may do, and what a module needs (its section .stap_privilege). */
enum privilege_level {
	PRIVILEGE_STAPUSR = 2,
	PRIVILEGE_STAPSYS = 4,
	PRIVILEGE_STAPDEV = 8,
	PRIVILEGE_ALL = PRIVILEGE_STAPUSR | PRIVILEGE_STAPSYS | PRIVILEGE_STAPDEV,
};

struct control_credentials {
	int32_t mask; /* of enum privilege_level */
};

struct control_remote_id {
	int32_t id;
	char uri[128];
};

/* The number that stands for TYPE on the wire of DIALECT (not DIALECT_UNKNOWN). */
uint32_t dialect_encode(enum dialect dialect, enum control_type type);

#endif
