/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The three messages between the process that becomes stapio, which has no
 * privilege, and the one that loads: the caller's time zone one way, the
 * loaded module the other way, and a byte back once there is a watcher who
 * will have the module removed, come what may.
 */
#ifndef STAPRUN_HANDOVER_H
#define STAPRUN_HANDOVER_H

#include <stdbool.h>

#include "common/dialect.h"
#include "common/module_name.h"

/* A module that is loaded and has been told what it must know. */
struct loaded {
	char name[MODULE_NAME_SIZE];
	int folder; /* close-on-exec */
};

/* A pair of connected ends for whole messages, close-on-exec. 0 or -errno. */
int handover_open(int ends[2]);

/* Finds the caller's time zone, in the caller's environment, and sends it. 0 or -errno. */
int handover_send_time_zone(int end);
int handover_receive_time_zone(int end, struct control_tzinfo *time_zone);

/* 0 or -errno: -EPIPE when the other process is no more. */
int handover_send_module(int end, const struct loaded *loaded);

/* 0 with a module; or -errno, -EPIPE when the other process ended without one. */
int handover_receive_module(int end, struct loaded *loaded);

/* Waits for the watcher's byte. False: all who could have sent it are gone. */
bool handover_confirmed(int end);

#endif
