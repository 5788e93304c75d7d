# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -R loads a module under a name of the same length that ends in a number.
# modules: recorder

start "$STAPRUN" recorder.ko
wait_until 'more_than 0'
run "$STAPRUN" -R -L recorder.ko
is 0
name=$(sed -n 's/^To reconnect, type "staprun -A \(.*\)"$/\1/p' "$captured/stderr")
[[ ${#name} == 8 && $name =~ _[0-9]+$ ]] || fail "the new name is '$name'"
loaded "$name"
run "$STAPRUN" -d "$name"
is 0
not_loaded "$name"
finish INT
is 0
