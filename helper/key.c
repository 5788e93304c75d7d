/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What staprun knows its helper by: a digest of the headers that both were made with. */
#include "helper/entries.h"

const char helper_key[] = HELPER_KEY;
