/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The files that procfs probes of a module make: monitor_status, monitor_control, __stdin. */
#ifndef COMMON_PROBE_FILE_H
#define COMMON_PROBE_FILE_H

/*
 * Opens NAME of MODULE with FLAGS of open(2): in FOLDER, the module's, or when
 * that is the one in debugfs, in procfs, where these files always are. The
 * kernel lets one process at a time have such a file open; this does not wait
 * for it. Returns a descriptor or -errno.
 */
int probe_file_open(int folder, const char *module, const char *name, int flags);

#endif
