# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154
#
# How late a wait of the caller's may end (its timer slack, which an exec leaves it) is not said for the loader and the
# keeper: a module that can't be removed is tried in time, and told about.
# modules: tick
cp tick.ko /home/dev && chown dev /home/dev/tick.ko && cd /home/dev || exit
printf '#!/bin/sh\nexec /suite/attack hold /home/dev/tick.ko "$@"\n' >stapio && chmod 755 stapio
start as dev env SYSTEMTAP_STAPIO="$PWD/stapio" /suite/attack unhurried "$STAPRUN" tick.ko
wait_until '[[ $(<"$bg_stdout") == loaded ]]'
exec {held}<>"$folders/tick/.cmd"
kill -KILL "$bg"
wait_until 'grep -q "^ERROR: Module tick is still loaded: .*; remove it with: staprun -d tick$" "$bg_stderr"'
wait_until 'none_of staprun attack stap-keeper'
exec {held}<&-
run as dev "$STAPRUN" -d tick
is 0
not_loaded tick
rm -f /home/dev/*
