/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Leaving the caller's folder behind: who runs in the background holds none. */
#ifndef STAPIO_ELSEWHERE_H
#define STAPIO_ELSEWHERE_H

#include "options/options.h"

/*
 * Goes to the folder /, with the files of OPTIONS where they were meant to be: their
 * names, from then on in storage that is never freed, begin with the caller's folder.
 * Where that has no name that leads to it, or none that is short enough, nothing changes.
 */
void elsewhere(struct options *options);

#endif
