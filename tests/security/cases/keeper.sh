# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# The process that stays with a module: the caller can't end, stop or look into it; it holds nothing that it has no use
# for; and it removes its own module, not one that has that name by then.
# modules: tick
cp tick.ko /home/dev && chown dev /home/dev/tick.ko && cd /home/dev || exit
seen() { sed -n "s/^$1:[[:space:]]*//p" "/proc/$keeper/status" | tr '\t' ' '; }

start as dev "$STAPRUN" tick.ko
wait_until '[[ -s $bg_stdout ]]'
keeper=$(pidof stap-keeper)
true_that '[[ $(seen Uid) == "0 0 0 0" && $(seen Gid) == "0 0 0 0" && -z $(seen Groups | tr -d " ") ]]'
true_that '[[ $(seen CapPrm) == 0000000020010000 && $(seen CapInh) =~ ^0+$ && $(seen CapAmb) =~ ^0+$ ]]'
true_that '[[ $(seen NoNewPrivs) == 1 && $(seen Seccomp) == 2 && $(seen SigBlk) == fffffffffffbfeff ]]'
true_that '[[ $(readlink /proc/$keeper/cwd) == / && $(ls /proc/$keeper/fd | wc -l) == 6 ]]'
true_that '[[ $(tr -d "\0" <"/proc/$keeper/cmdline") == stap-keeper ]]'
echo "measured: keeper: $(awk '/^(Rss|Pss|Private_Dirty):/ { print $1, $2, $3 }' "/proc/$keeper/smaps_rollup" | tr '\n' ' ')"
for signal in KILL STOP TERM SEGV; do
	run as dev /bin/kill -$signal "$keeper"
	true_that '((status != 0))'
done
for file in environ maps mem cwd fd/1; do
	run as dev head -c 1 "/proc/$keeper/$file"
	true_that '((status != 0))'
done
# Root can, and then the removal is staprun -d's again.
kill -KILL "$keeper"
finish INT
is 0
stderr_is ''
not_loaded tick

# Another's, of that name: the caller's own is gone behind the keeper's back.
printf '#!/bin/sh\nexec /suite/attack hold /home/dev/tick.ko "$@"\n' >stapio && chmod 755 stapio
start as dev env SYSTEMTAP_STAPIO="$PWD/stapio" "$STAPRUN" tick.ko
wait_until '[[ $(<"$bg_stdout") == loaded ]]'
keeper=$(pidof stap-keeper)
run as dev "$STAPRUN" -d tick
is 0
not_loaded tick
run "$STAPRUN" -L tick.ko
is 0
finish KILL
wait_until '! running "$keeper"'
loaded tick
run "$STAPRUN" -d tick
is 0

# A loader that its caller made the first of a process group would be no keeper beyond his session.
printf '#!/bin/sh\nexec /suite/attack lead /home/dev/tick.ko "$@"\n' >stapio
run as dev env SYSTEMTAP_STAPIO="$PWD/stapio" "$STAPRUN" tick.ko
stdout_is $'Operation not permitted\nthe loader ended with 1'
not_loaded tick

# Who attaches again and again has one keeper more, as they count as none of his own processes: the others wait.
run as dev "$STAPRUN" -L tick.ko
printf '#!/bin/sh\nexec /suite/attack cling tick "$@"\n' >stapio
clinging=()
for _ in {1..5}; do
	start as dev env SYSTEMTAP_STAPIO="$PWD/stapio" "$STAPRUN" -A tick
	clinging+=("$bg")
	wait_until '[[ $(</proc/$bg/comm) == attack ]]'
done
wait_until '[[ $(<"$bg_stdout") == loaded || $(in_call fcntl $(pidof staprun stapio stap-keeper attack)) == 4 ]]'
true_that '[[ $(pidof stap-keeper) && $(pidof stap-keeper) != *" "* ]]'
kill -KILL "${clinging[@]}"
wait_until 'none_of staprun stapio stap-keeper attack'
loaded tick
# Who has a lock on the folder, which anyone may look into, keeps no one from it.
start setpriv --reuid 65534 --regid 65534 --clear-groups /suite/attack bar "$folders/tick"
locker=$bg
wait_until 'grep -q barred "$bg_stdout"'
start as dev "$STAPRUN" -A tick
wait_until 'more_than 0'
finish INT
kill "$locker"
is 0
not_loaded tick
rm -f /home/dev/*
