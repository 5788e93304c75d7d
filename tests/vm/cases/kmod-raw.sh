# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# What a module of SystemTap 4.5 prints, bare text in a file for each CPU: all of it, that of one CPU in its order, into one
# output and into files of limited size. (No stap of 4.5 is to be had: the module says that it was made by it, and prints so.)
# cpus: 2
# kmod: stream
LC_ALL=C sed 's,4\.8/0\.188,4.5/0.183,' /suite/kmod/stream.ko >stream.ko

run "$STAPRUN" -o one stream.ko dialect=4 raw=1 messages=100000 size=20 cpu=1
is 0
stderr_is ''
numbered one 100000

run "$STAPRUN" -b 1 -o both stream.ko dialect=4 raw=1 messages=200000 size=25,74
is 0
stderr_is ''
true_that '[[ $(lines both) == 200000 ]]'
tr -d 'a-z ' <both | sort -n >sorted
numbered sorted 200000

run "$STAPRUN" -S 1 -o limited stream.ko dialect=4 raw=1 messages=100000 size=50 cpu=0
is 0
stderr_is ''
true_that '[[ -s limited.1 ]]'
for file in limited.*; do [[ $(stat -c %s "$file") -le 1048576 ]] || fail "$file is larger than said"; done
printf '%s\n' limited.* | sort -t. -k2n | xargs cat >whole
numbered whole 100000
