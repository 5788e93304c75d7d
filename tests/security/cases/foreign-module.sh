# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Root attaches to the module of another user: what that asks of its reader is not done. No command of its is run, its words
# do not command the terminal, and root is told, once, whose it is and how to attach as that user.
# modules: wishes
who=/tmp/who
rm -f $who
chmod 1777 /tmp
run as dev "$STAPRUN" -L ./wishes.ko
is 0
start "$STAPRUN" -A wishes
wait_until 'more_than 12'
finish QUIT
is 0
[[ ! -e $who ]] || fail "commands ran as uid $(sort -u $who)"
true_that '(($(grep -c "belongs to dev" "$captured/stderr") == 1))'
stderr_has 'WARNING: Module wishes belongs to dev, uid 1001: the commands of its script are not run. To attach as that user: SYSTEMTAP_REAL_UID=1001 staprun -A wishes'
! grep -q $'[\033\a]' "$captured/stderr" || fail 'control characters on standard error'
! grep -q $'\302\233' "$captured/stderr" || fail 'a C1 control character on standard error'
grep -q $'\033' "$captured/stdout" || fail 'what goes to a file is as it was printed'

# On a terminal the output commands nothing either.
start /suite/attack terminal "$STAPRUN" -C never -A wishes
wait_until 'more_than 12'
kill -QUIT "$(pidof stapio)"
finish
stdout_has 'line '
! grep -q $'[\033\a]' "$captured/stdout" || fail 'control characters on the terminal'
! grep -q $'\302\233' "$captured/stdout" || fail 'a C1 control character on the terminal'
[[ ! -e $who ]] || fail "commands ran as uid $(sort -u $who)"

# As that user they are run, as that user.
start env SYSTEMTAP_REAL_UID=1001 "$STAPRUN" -A wishes
wait_until '[[ -s $who ]]'
finish INT
is 0
[[ $(sort -u $who) == 1001 ]] || fail "commands ran as uid $(sort -u $who)"
stderr_lacks 'belongs to'
not_loaded wishes
rm -f $who
