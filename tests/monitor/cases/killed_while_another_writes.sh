# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154 # lib.sh
#
# Killed while the terminal is slow, and takes what another process writes: it is given back behind that.
# sizes: 80x24

blocked() { local call && read -r call _ <"/proc/$1/syscall" && [[ $call != running ]]; }
ended() { ! running "$1"; }

quiet
order 0 1 2 3 4 5
session=$(stapio_pid) server=$(mux display-message -p '#{pid}') tty=$(mux display-message -p '#{pane_tty}')
kill -STOP "$server"
dd if=/dev/zero of="$tty" bs=300000 count=1 status=none &
until_true blocked $! || fail "nothing fills the terminal"
kill -KILL "$session"
until_true ended "$session" || fail "it was killed, and goes on"
kill -CONT "$server"
until_true normal_screen || fail "not the normal screen, or no cursor"
wait $! || fail "the other process's write failed"
