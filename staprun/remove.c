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
#include "staprun/audit.h"
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
	audit("remove", name, rc ? strerror(-rc) : "removed");
	return rc;
}

/* What is no failure of the kernel's: not loaded, another's, or in use. */
static bool is_reason(int rc)
{
	return rc == -ENOENT || rc == -EACCES || rc == -EBUSY || rc == -EAGAIN;
}

static int remove_one(const char *name, const struct caller *caller)
{
	int folder, rc = module_remove(name, caller);

	if (rc == 0) {
		answer((struct outcome){.kind = OUTCOME_REMOVED}, name);
		return 0;
	}
	if (is_reason(rc)) {
		folder = module_folder_open(name);
		module_folder_explain(name, folder, caller);
	} else {
		answer((struct outcome){.kind = OUTCOME_NOT_REMOVED, .error = -rc}, name);
	}
	return 1;
}

/* Removes those of NAMES, with blanks between, that may be removed. */
static int remove_unused(char *names, const struct caller *caller)
{
	int status = 0;

	for (char *name; (name = strsep(&names, " "));) {
		int rc = module_remove(name, caller);

		if (rc == 0)
			answer((struct outcome){.kind = OUTCOME_REMOVED}, name);
		/* Those of others, and those in use, are not meant by "all unused modules". */
		else if (!is_reason(rc))
			status = -answer(
				(struct outcome){.kind = OUTCOME_NOT_REMOVED, .error = -rc}, name);
	}
	return status;
}

int remove_modules(struct request *request, const struct caller *caller)
{
	if (strcmp(request->module, "*") == 0)
		return remove_unused(request->options, caller);
	return remove_one(request->module, caller) ? 1 : 0;
}
