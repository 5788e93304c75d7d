# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# 64 loads and removals of one name at once, by two users.
# modules: hello tick
for user in dev sys; do cp tick.ko /home/$user && chown $user /home/$user/tick.ko; done
for ((i = 0; i < 32; i++)); do
	as dev "$STAPRUN" -L /home/dev/tick.ko &
	as dev "$STAPRUN" -d tick &
done >/dev/null 2>"$captured/crowd"
wait
! grep -iE 'unexpected|signal|bug' "$captured/crowd" || fail "strange words: $(dmesg | grep -A 30 -E "BUG:|Oops|Killed" | head -n 40)"
wait_until 'none_of staprun stapio stap-keeper'
! is_loaded tick || { run as dev "$STAPRUN" -d tick && is 0; }
not_loaded tick
run "$STAPRUN" hello.ko
is 0
true_that '! dmesg | grep -qE "BUG:|Oops|general protection"'
