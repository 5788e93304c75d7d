/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Threads that are waited for, but not for ever: by the clock that no one sets, which
 * pthread_timedjoin_np(3) and pthread_mutex_timedlock(3) do not go by. Not for the setuid half.
 */
#ifndef COMMON_THREAD_H
#define COMMON_THREAD_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

/*
 * Has ROUTINE run on ARGUMENT as THREAD, without signals, on a stack of STACK bytes at least (0: as
 * large as they are). Returns 0, or an error's number: there is none.
 */
int thread_start(pthread_t *thread, size_t stack, void *(*routine)(void *argument), void *argument);

/* Waits for the end of THREAD. False: it did not come in SECONDS. */
bool thread_join(pthread_t thread, int seconds);

/* Takes LOCK. False: another thread had it for all of SECONDS. */
bool thread_lock(pthread_mutex_t *lock, int seconds);

#endif
