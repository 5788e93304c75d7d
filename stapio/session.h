/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A session with a loaded module, as the control protocol has it: from READY
 * to EXIT, or to a detach. Source: common/dialect.h, and the order of messages
 * observed on modules of 4.8, 5.1 and 5.6.
 */
#ifndef STAPIO_SESSION_H
#define STAPIO_SESSION_H

#include <signal.h>
#include <stdbool.h>
#include <sys/types.h>

#include "options/options.h"
#include "relay/relay.h"
#include "stapio/inherited.h"
#include "stapio/shells.h"
#include "stapio/target.h"
#include "stapio/warnings.h"

enum session_state {
	SESSION_WAITING,   /* for the module's TRANSPORT */
	SESSION_RUNNING,   /* probes run */
	SESSION_FINISHING, /* EXIT was sent, or we detach: the relay gives out what is left */
	SESSION_OVER,
	SESSION_LEFT, /* the user waits no longer for end probes, which still run */
};

struct session {
	const struct options *options;
	enum session_state state;
	enum dialect dialect;
	int control;  /* descriptor of the control channel */
	bool per_cpu; /* the module is in bulk mode */
	bool foreign; /* another user's: it may print, and no more (stapio/foreign.h) */
	enum transport transport;
	uint32_t version; /* of the SystemTap that made the module: TRANSPORT_VERSION */
	struct relay *relay;
	struct archive *archive; /* of output files, or NULL; closed by who made it */
	struct target target;
	struct shells shells;
	sigset_t callers_mask; /* for the processes that we start */
	bool ready;            /* the module has shaken hands: its probes may be started */
	bool deaf;             /* the control channel broke */
	bool started;          /* probes were started: EXIT has a meaning */
	bool to_leave;         /* detach as soon as probes run: SIGQUIT came before */
	bool detaching;        /* leave the module loaded */
	bool failed;           /* exit status 1 */
	bool up;               /* probes run, or ran, and all is there that was asked for */
	pid_t exiting;         /* process that writes EXIT; 0: there is none */
	int keeper; /* socket to the module's keeper (common/request.h); -1: it has none */
	unsigned interrupts;
	unsigned long transport_failures; /* as the module counted them */
	struct warnings warnings;         /* that were shown */
};

/*
 * Opens the control channel of the module that was TAKEN_OVER, learns its dialect, and
 * when it was left loaded (-A) joins it. SESSION->options is set before. Returns 0 or -1 after
 * reporting why.
 */
int session_open(struct session *session, const struct taken_over *taken_over);

/* What to poll for control messages; -1: no more are of interest. */
int session_control_event(const struct session *session);

/*
 * Reads and acts on control messages, not all if there are many. BROKEN: poll
 * says so of the channel, or does when there is nothing to read.
 */
void session_serve_control(struct session *session, bool broken);

/*
 * INT, TERM or HUP: end; the second time, drop what the output does not take;
 * the third time, leave the module to its end probes if those still run.
 */
void session_interrupt(struct session *session);

/* Has the module run its end probes, and then the relay finish. */
void session_end(struct session *session);

/*
 * SIGQUIT: lets go of the module, which stays loaded and goes on. One whose probes do not
 * run yet is left once they do; where they can't be started, it ends as without that.
 */
void session_detach(struct session *session);

/*
 * Something that the command line asks for can't be had, which has been said:
 * ends with exit status 1; a module that ran before us (-A) goes on.
 */
void session_give_up(struct session *session);

/* There is news of the command of -c. */
void session_serve_target(struct session *session);

/* The relay's state changed. */
void session_serve_relay(struct session *session);

/* The process PID, a child, ended with STATUS as of waitpid(2). */
void session_child_ended(struct session *session, pid_t pid, int status);

/* Closes all of it, so that the module can be removed. That may still have it fail. */
void session_close(struct session *session);

#endif
