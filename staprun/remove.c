/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The kernel removes by name, and no module can be held and removed at once:
 * between the check and the call someone entitled to it could have put another
 * module in its place. So before each try it is asked whether the module is
 * still the one in whose folder we are, and nothing is between the two. That
 * other module would have to be in no use at all to be removed: nothing is lost
 * but a load.
 */
#include "staprun/remove.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "staprun/audit.h"
#include "staprun/messages.h"
#include "staprun/module_folder.h"
#include "staprun/privilege.h"

int module_remove(const char *name, int folder, unsigned patience, const char *verdict)
{
	if (!verdict)
		audit("remove", name, "permitted");
	for (unsigned try = 0;; try++) {
		/* The folder of a module that is gone is empty, whoever has its name by now. */
		int rc = folder < 0 ? 0 : module_folder_gone(folder);

		if (!rc && WITH(CAP_SYS_MODULE, syscall(SYS_delete_module, name, O_NONBLOCK)))
			rc = -errno;
		if (!rc || rc == -ENOENT || rc == -ENODEV || try >= patience) {
			rc = rc == -ENODEV ? -ENOENT : rc;
			if (rc || verdict)
				audit("remove", name, rc ? strerror(-rc) : verdict);
			return rc;
		}
		poll(NULL, 0, 1 << try);
	}
}

/* For one of MANY that is no SystemTap module there is no record: no one named it. */
static void remove_one(const char *name, const struct caller *caller, bool many)
{
	struct outcome outcome = {.kind = OUTCOME_REMOVED};
	int folder = module_folder_take(name, caller), rc = folder;

	if (folder >= 0) {
		rc = module_remove(name, folder, REMOVE_PATIENCE, NULL);
		close(folder);
		if (rc == -EAGAIN || rc == -EBUSY)
			outcome = (struct outcome){.kind = OUTCOME_UNAVAILABLE, .found = true};
		else if (rc)
			outcome = (struct outcome){.kind = OUTCOME_NOT_REMOVED, .error = -rc};
		answer(outcome, name);
	} else if (!(many && rc == -ENOENT))
		audit("remove", name, strerror(-rc));
}

int remove_modules(char *names, const struct caller *caller)
{
	const bool many = strchr(names, ' ');

	/* In their order, so that no name has many records, however often it is said. */
	for (char *name, *last = NULL; (name = strsep(&names, " ")); last = name)
		if (!last || strcmp(name, last) > 0)
			remove_one(name, caller, many);
	return 0;
}
