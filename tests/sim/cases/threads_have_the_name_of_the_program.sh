# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Scripts tell our calls from others' by execname().

# names_of_threads PID: all that there are
names_of_threads() { sort -u "/proc/$1"/task/*/comm; }

sim <<<"burst 0-1 50 20-60 0"
relay_start
until_true test -s "$dir/out" || fail "nothing comes"
(($(names_of_threads "$relay_pid" | wc -l) == 1)) || fail "threads have other names: $(names_of_threads "$relay_pid" | tr '\n' ' ')"
((${#wrap[@]})) || [[ $play ]] || [[ $(names_of_threads "$relay_pid") == "${stapio##*/}" ]] || fail "it is called $(names_of_threads "$relay_pid")"
tell drained request_exit
relay_wait
expect_good_run
