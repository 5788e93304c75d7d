/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One instruction reads the counter; on 32-bit ARM a process may not have it. */
#include "monitor/ticks.h"

uint64_t ticks_now(void)
{
#if defined(__x86_64__) || defined(__i386__)
	return __builtin_ia32_rdtsc();
#elif defined(__aarch64__)
	uint64_t ticks;

	__asm__ volatile("mrs %0, cntvct_el0" : "=r"(ticks));
	return ticks;
#elif defined(__powerpc__)
	return __builtin_ppc_get_timebase();
#elif defined(__riscv) && __riscv_xlen == 64
	uint64_t ticks;

	__asm__ volatile("rdtime %0" : "=r"(ticks));
	return ticks;
#elif defined(__s390x__)
	uint64_t ticks;

	__asm__ volatile("stckf %0" : "=Q"(ticks) : : "cc");
	return ticks >> 2;
#else
	return 0;
#endif
}
