/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The text of /etc/systemtap/staprun.conf. Pure. */
#ifndef HELPER_SETTINGS_H
#define HELPER_SETTINGS_H

#include "helper/entries.h"

/*
 * Reads the LENGTH bytes of TEXT, a setting a line, into SETTINGS, for who has
 * LEVELS (a mask of enum privilege_level; the highest counts). SETTINGS->wrong_line is the first
 * that is none, or is there twice, and all else then counts for nothing.
 */
void settings_parse(struct settings *settings, const char *text, size_t length, unsigned levels);

#endif
