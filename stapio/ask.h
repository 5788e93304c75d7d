/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Requests to the loader of staprun, which does what takes privilege: common/request.h. */
#ifndef STAPIO_ASK_H
#define STAPIO_ASK_H

#include "options/options.h"
#include "stapio/inherited.h"
#include "words/words.h"

/* Takes what the loader tells of a WISH. */
typedef void outcome_taker(const struct outcome *outcome, const struct wish *wish, void *context);

/*
 * Asks for what OPTIONS say: to load a module, to attach to one, or to remove
 * some. All signals should be blocked. Returns -1 when there is a module, with
 * TAKEN_OVER->folder (close-on-exec) and OPTIONS->module, its name in static
 * storage; else the exit status, after it was reported why: 0 for -d.
 */
int loading(struct options *options, struct taken_over *taken_over);

/*
 * Asks whether what OPTIONS say could be loaded, and hands all that the loader
 * tells to TAKE. Returns its exit status.
 */
int asking(const struct options *options, struct taken_over *taken_over, outcome_taker *take,
	void *context);

/* Why what was asked for last, as above, did not fit in a request, which was reported; or NULL. */
const char *asking_too_much(void);

/* Asks for nothing: returns when the loader is gone. */
void loading_not(const struct taken_over *taken_over);

#endif
