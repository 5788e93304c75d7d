# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Each of 1,000,000 messages of two CPUs once and in order, in the release's dialect, through buffers of 1 MB that are full
# time and again. With these sizes sub-buffers end in a rest of each length that no frame fills, which leaves nothing behind.
# cpus: 2
# on each release
# kmod: stream

run "$STAPRUN" -b 1 -o out /suite/kmod/stream.ko dialect="$dialect" messages=1000000 size=25,74
is 0
stderr_is ''
true_that '[[ $(stat -c %s out) == 49500000 ]]'
numbered out 1000000
