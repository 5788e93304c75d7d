# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# -i passes standard input on to the script, byte by byte, to its end; that does not end the run.
# modules: input

run sh -c "printf 'one\ntwo words\n\nquit\nnever read\n' | $STAPRUN -i input.ko"
is 0
stdout_is $'ready\n<one>\n<two words>\n<>\n<quit>\n'"$(sed -n '$p' "$captured/stdout")"
not_loaded input

# Much of it, all of it: the script counts it. (A module of 4.x drops a line of its output now and then.)
seq 2000 >many
echo quit >>many
run sh -c "$STAPRUN -i input.ko <many"
is 0
[[ $(tail -n 1 "$captured/stdout") == "$(wc -c <many) bytes" ]] || fail "not all of the input"
{ echo ready; sed 's/.*/<&>/' many; } >expected
lost=$(head -n -1 "$captured/stdout" | diff expected - | grep -c '^[<>]')
((lost < 40)) || fail "not the lines of the input"

# Standard input ends: the run does not.
start sh -c "exec $STAPRUN -i input.ko </dev/null"
wait_until '[[ -s $bg_stdout ]]'
is_loaded input || fail "the run ended with its standard input"
finish INT
is 0
stdout_is $'ready\n0 bytes'

# A user who may load it may feed it; input that comes when it comes, and a run that ends while it waits for more.
mkfifo slow
exec 7<>slow
start as dev sh -c "exec $STAPRUN -i input.ko <slow"
wait_until 'grep -q ready $bg_stdout'
echo first >&7
wait_until 'grep -q first $bg_stdout'
finish TERM
is 0
stdout_is $'ready\n<first>\n6 bytes'
exec 7>&-
