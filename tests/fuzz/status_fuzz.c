/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The status that a module, perhaps a stranger's, gives for -M: JSON, as it says. */
#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "monitor/status.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
	static const struct monitor_status empty;
	struct monitor_status status;
	char *text = malloc(size ? size : 1); /* of the exact size, for the sanitizer to guard */

	memcpy(text, data, size);
	int rc = monitor_status_parse(&status, text, size);
	free(text); /* nothing of it is kept */
	assert(rc == 0 || rc == -EINVAL || rc == -ENOMEM);
	if (rc) {
		assert(memcmp(&status, &empty, sizeof(status)) == 0);
		return 0;
	}
	assert(status.module && status.uptime && status.uid && status.memory);
	for (size_t i = 0; i < status.global_count; i++)
		assert(status.globals[i].name && status.globals[i].value);
	for (enum monitor_column c = MONITOR_INDEX; c < MONITOR_COLUMNS; c++) {
		monitor_status_sort(&status, c, monitor_column_descends(c));
		for (size_t i = 0; i < status.probe_count; i++)
			assert(status.probes[i].name);
	}
	for (size_t i = 1; i < status.probe_count; i++)
		assert(strcmp(status.probes[i - 1].name, status.probes[i].name) <= 0);
	monitor_status_free(&status);
	return 0;
}
