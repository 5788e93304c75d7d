/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The version, and what -V prints of it. */
#ifndef COMMON_VERSION_H
#define COMMON_VERSION_H

#define VERSION "0.1"

#define VERSION_TEXT                                                                               \
	"Systemtap module loader/runner (staprun version " VERSION                                 \
	", for modules of dialects 4 and 5: SystemTap 3.x to 5.x)\n"                               \
	"This is free software under the GNU General Public License, version 2 or later.\n"

#endif
