/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Names that mean a descriptor of the process that opens them: /dev/fd/7,
 * /proc/self/fd/7, /dev/stdout, or a link to one of these. As a name for output
 * such a one means what the caller has open, never what we have.
 */
#ifndef RELAY_DESCRIPTOR_H
#define RELAY_DESCRIPTOR_H

/*
 * The descriptor of this process that NAME means, open or not; -1 when it means
 * none: a file, another process's descriptor, or nothing that is there.
 */
int descriptor_named(const char *name);

#endif
