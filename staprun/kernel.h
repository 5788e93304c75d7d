/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Requests to the kernel: load a module, remove one, the settings that
 * SystemTap's modules want, and debugfs. Each raises the one capability that
 * it takes, for the one call.
 */
#ifndef STAPRUN_KERNEL_H
#define STAPRUN_KERNEL_H

#include <stdbool.h>

/* Loads the module in the sealed memfd IMAGE; its OPTIONS are the kernel's to parse. 0 or -errno.
 */
int kernel_load(int image, const char *options);

/* Removes the module NAME if nothing uses it. Returns 0 or -errno; EAGAIN: it may go in a moment.
 */
int kernel_remove(const char *name);

/* Waits a little longer each time it is called. False when that has been enough. */
bool kernel_wait(unsigned *attempt);

/* True in FIPS mode, where loading a module that is not signed may stop the machine. */
bool kernel_is_fips(void);

/* Pure: whether kernel.kptr_restrict VALUE hides addresses from us on RELEASE. */
bool kernel_hides_addresses(long value, const char *release);

/* Changes the sysctls that modules need changed, and tells so. */
void kernel_prepare(void);

/* Mounts debugfs at its usual place, for modules that put their files there. 0 or -errno. */
int kernel_mount_debugfs(void);

#endif
