/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Removing modules. Only a SystemTap module (it has a control channel) that
 * belongs to the caller and is not attached (its control channel can be
 * opened) is removed. The kernel removes by name, and no module can be held
 * and removed at once: between the check and the call someone entitled to it
 * could have put another module in its place. That one would have to be in no
 * use at all to be removed, so nothing is lost but a load.
 */
#include "staprun/remove.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "common/report.h"
#include "staprun/kernel.h"
#include "staprun/module_folder.h"

static int remove_one(const char *name, const struct caller *caller)
{
	int folder = module_folder_open(name);
	int rc = folder < 0 ? folder : module_folder_available(folder, caller);

	if (rc == 0) {
		rc = kernel_remove(name);
		if (rc == 0)
			report_verbose(1, "Module %s removed.", name);
		else if (rc != -EAGAIN && rc != -EBUSY && rc != -ENOENT)
			report_error("Couldn't remove module '%s': %s.", name, strerror(-rc));
	}
	if (rc == -EAGAIN || rc == -EBUSY || rc == -ENOENT || rc == -EACCES) {
		module_folder_explain(name, folder, caller);
		report_error("'%s' is not a zombie systemtap module.", name);
	}
	if (folder >= 0)
		close(folder);
	return rc;
}

struct sweep {
	const struct caller *caller;
	int status;
};

static void sweep_one(const char *name, void *context)
{
	struct sweep *sweep = context;
	int rc, folder = module_folder_open(name);

	if (folder < 0)
		return;
	/* Those of others, and those in use, are not meant by "all unused modules". */
	rc = module_folder_available(folder, sweep->caller);
	close(folder);
	if (rc)
		return;
	rc = kernel_remove(name);
	if (rc == 0) {
		report_line("Module %s removed.", name);
	} else if (rc != -ENOENT && rc != -EAGAIN) {
		report_error("Couldn't remove module '%s': %s.", name, strerror(-rc));
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
