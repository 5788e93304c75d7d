/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The help (-h) and the version (-V), which staprun and stapio both print. */
#ifndef OPTIONS_HELP_H
#define OPTIONS_HELP_H

void help_print(int fd);
void version_print(int fd);

#endif
