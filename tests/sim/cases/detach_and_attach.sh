# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Who leaves with SIGQUIT and attaches again gets what was printed meanwhile, and nothing twice. (With messages of one size no
# sub-buffer ends, in dialect 4, in a rest too small for a header, wherever reads end some: a module of 4.x drops a message there.)

sim <<<"print 0 first\n"
relay_start
event started.0
until_true test -s "$dir/out" || fail "nothing comes"
kill -QUIT "$relay_pid"
relay_wait
expect_detached
mv "$dir/out" "$dir/out1"
: >"$dir/err"
tell "burst 0-1 100 56 0"
relay_start -A
until_true test -s "$dir/out" || fail "what was printed meanwhile does not come"
tell "burst 0-1 100 56 0" drained request_exit
relay_wait
expect_good_run "$dir/out1" "$dir/out"
(($(happened 'start .*') == 1)) || fail "START was sent twice"
