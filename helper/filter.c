/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Limits come first: setting them takes calls that the filter then forbids. */
#include "helper/filter.h"

#include "common/calls.h"
#include "helper/limits.h"

int filter_close(void)
{
	int error = limits_set();

	return error ? error : calls_leave(PHASE_HELPING);
}
