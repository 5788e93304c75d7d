/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What anyone with the caller's rights may send to the loader: it is taken, or not, and what
 * it is taken for has strings that end. The input is the message.
 */
#include <assert.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "common/module_name.h"
#include "options/module_path.h"
#include "staprun/messages.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define ENDS(string) assert(memchr((string), '\0', sizeof(string)))

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct request request;
	int ends[2];

	memset(&request, 0, sizeof(request));
	if (handover_open(ends))
		return 0;
	if (size)
		send(ends[1], data, size, 0);
	close(ends[1]);
	int rc = handover_receive(ends[0], &request);
	ENDS(request.module);
	ENDS(request.options);
	ENDS(request.origin.uri);
	ENDS(request.time_zone.name);
	if (size <= offsetof(struct request, options))
		assert(rc != 0);
	if (!rc) {
		module_is_path(request.module);
		module_name_valid(request.module);
	}
	assert(handover_given_up(ends[0]));
	close(ends[0]);
	return 0;
}
