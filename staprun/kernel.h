/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What is asked of the kernel: the settings that
 * SystemTap's modules want, and debugfs. Each raises the one capability that
 * it takes, for the one call.
 */
#ifndef STAPRUN_KERNEL_H
#define STAPRUN_KERNEL_H

#include <stdbool.h>
#include <stdint.h>

/* Pure: whether kernel.kptr_restrict VALUE hides addresses from us on RELEASE. */
bool kernel_hides_addresses(long value, const char *release);

/* Changes the sysctls that modules need changed, but for OVERRIDES (enum override), and tells so.
 */
void kernel_prepare(uint32_t overrides);

/* Mounts debugfs at its usual place, for modules that put their files there: they show if it could.
 */
void kernel_mount_debugfs(void);

#endif
