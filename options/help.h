/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The help (-h) and the version (-V). */
#ifndef OPTIONS_HELP_H
#define OPTIONS_HELP_H

/* Prints it to the descriptor FD. What can't be written is lost. */
void help_print(int fd);
void version_print(int fd);

#endif
