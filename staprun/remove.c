/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Removing modules. Only a SystemTap module (it has a control channel) that
 * belongs to the caller and is not attached (its control channel can be
 * opened) is removed. The kernel removes by name, and no module can be held
 * and removed at once: between the check and the call someone entitled to it
 * could have put another module in its place. So the check is made again
 * before each try, and nothing is between the two. That other module would have
 * to be in no use at all to be removed: nothing is lost but a load.
 */
#include "staprun/remove.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "staprun/answer.h"
#include "staprun/kernel.h"
#include "staprun/module_folder.h"

int module_remove(const char *name, const struct caller *caller)
{
	unsigned attempt = 0;
	int rc;

	do {
		int folder = module_folder_open(name);

		rc = folder < 0 ? folder : module_folder_available(folder, caller);
		if (folder >= 0)
			close(folder);
		if (!rc)
			rc = kernel_remove(name);
		/* Another staprun that asks about this module has it open for a moment. */
	} while (rc == -EAGAIN && kernel_wait(&attempt));
	return rc;
}

static int remove_one(const char *name, const struct caller *caller)
{
	int folder, rc = module_remove(name, caller);

	switch (rc) {
	case 0:
		answer((struct outcome){.kind = OUTCOME_REMOVED}, name);
		break;
	case -EAGAIN:
	case -EBUSY:
	case -ENOENT:
	case -EACCES:
		folder = module_folder_open(name);
		module_folder_explain(name, folder, caller);
		if (folder >= 0)
			close(folder);
		break;
	default:
		answer((struct outcome){.kind = OUTCOME_NOT_REMOVED, .error = -rc}, name);
	}
	return rc;
}

struct sweep {
	const struct caller *caller;
	int status;
};

static void sweep_one(const char *name, void *context)
{
	struct sweep *sweep = context;
	int rc = module_remove(name, sweep->caller);

	if (rc == 0) {
		answer((struct outcome){.kind = OUTCOME_REMOVED}, name);
		/* Those of others, and those in use, are not meant by "all unused modules". */
	} else if (rc != -ENOENT && rc != -EAGAIN && rc != -EBUSY && rc != -EACCES) {
		answer((struct outcome){.kind = OUTCOME_NOT_REMOVED, .error = -rc}, name);
		sweep->status = 1;
	}
}

int remove_modules(const char *name, const struct caller *caller)
{
	struct sweep sweep = {.caller = caller};

	if (strcmp(name, "*") != 0)
		return remove_one(name, caller) ? 1 : 0;
	module_folder_each(sweep_one, &sweep);
	return sweep.status;
}
