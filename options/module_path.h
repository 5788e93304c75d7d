/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Paths of modules, and names, as users write them. Pure. */
#ifndef OPTIONS_MODULE_PATH_H
#define OPTIONS_MODULE_PATH_H

#include <stdbool.h>

/* True when MODULE, as written on the command line, is a path and not a name. */
bool module_is_path(const char *module);

#endif
