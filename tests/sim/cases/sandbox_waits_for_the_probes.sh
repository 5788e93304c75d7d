# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A sandbox reads standard error until the probes run, and waits for ever where that line does not come; it ends us with
# SIGKILL.

sim <<<"print 0 hello\n"
relay_start -v -v -x $$ -o stap.log
until_true grep -q 'systemtap_module_init() returned 0' "$dir/err" || fail "it is not said that the probes run"
until_true test -s "$dir/stap.log" || fail "nothing comes"
[[ $(cat "$dir/stap.log") == hello ]] || fail "this came: $(cat "$dir/stap.log")"
(($(happened "start $$") == 1)) || fail "the script has another target"
tell request_exit
relay_wait
expect_status 0
