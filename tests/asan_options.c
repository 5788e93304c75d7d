/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * For sanitized programs in a guest. Looking for leaks takes ptrace, which a
 * setuid program is not open to; an alternate signal stack is taken away from
 * a thread that ends on it; and the limit on core files is the caller's to keep.
 */
const char *__asan_default_options(void);

const char *__asan_default_options(void)
{
	return "detect_leaks=0:use_sigaltstack=0:disable_coredump=0";
}
