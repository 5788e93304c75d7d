# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Every signal ignored and blocked, and the least of every resource: it works, or it fails and leaves nothing.
# modules: hello tick
cp ./*.ko /home/dev && chown dev /home/dev/*.ko && cd /home/dev || exit
run as dev /suite/attack ignoring "$STAPRUN" hello.ko
is 0
stdout_is 'Hello World!'
# What the caller has blocked, and only waits, is not what a run ends with.
run as usr /suite/attack pending "$STAPRUN" /home/dev/hello.ko
is 255
run as dev /suite/attack pending "$STAPRUN" -v -d nosuch
is 1
run timeout 300 setpriv --reuid dev --regid dev --init-groups --inh-caps=-all /suite/attack limited "$STAPRUN" hello.ko
not_loaded hello
well=0
for n in 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
	run as dev bash -c "ulimit -n $n; exec '$STAPRUN' hello.ko"
	not_loaded hello
	# With fewer than five the dynamic linker is the one to complain.
	if ((status == 0)); then stdout_is 'Hello World!' && well=$n; else true_that '[[ -s $captured/stderr ]]'; fi
done
((well == 20)) || fail '20 descriptors should be enough'
