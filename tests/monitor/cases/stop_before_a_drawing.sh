# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154 # lib.sh
#
# A ^Z that waits to be served as the view is drawn stops it all the same. (ncurses would have that signal ignored while it
# draws, and so thrown away.)
# sizes: 80x24

local pid tracer
quiet
order 0 1 2 3 4 5
pid=$(stapio_pid)
# It asks whose the terminal is right before it draws; that takes so long that it does hardly anything else.
strace -qq -o "$dir/trace" -p "$pid" -e trace=ioctl -e inject=ioctl:delay_enter=500000 &
tracer=$!
until_true grep -q TIOCGPGRP "$dir/trace" || fail "it does not draw"
keys C-z && shows Stopped
kill "$tracer"
wait "$tracer"
keys fg Enter
order 0 1 2 3 4 5
tell request_exit
restored
