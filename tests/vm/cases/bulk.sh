# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A module made with stap -b gives a file for each CPU.
# cpus: 2
# modules: bulk

run "$STAPRUN" bulk.ko
is 0
stdout_is ''
true_that '[[ -e stpd_cpu0 && -e stpd_cpu1 ]]'
cat stpd_cpu0 stpd_cpu1 | grep -qa 'Hello bulk!' || fail 'the line is in neither'

run "$STAPRUN" -o out bulk.ko
is 0
true_that '[[ -e out_0 && -e out_1 && ! -e out ]]'
cat out_0 out_1 | grep -qa 'Hello bulk!' || fail 'the line is in neither'
