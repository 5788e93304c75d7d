# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Whoever looks at a file of a module's in /proc before the module has said whose it is, has the kernel show it as root's from
# then on. The user whose module it is can't be given it then, and is told why; but it is his: it goes when its load fails, he can
# remove it, and it counts where his modules have a limit. Another's it is not.
# on each release
# kmod: stream

printing=(/suite/kmod/stream.ko dialect="$dialect" messages=10 looked_at=1)
run as dev "$STAPRUN" "${printing[@]}"
is 1
stderr_is "ERROR: Cannot attach to module stream control channel; not running?
Opening it gave: Permission denied.
Someone may have looked at it before it was yours, which the kernel does not forget: load the module again."
not_loaded stream

# One that stays all the same, as its loader was killed: here, it never had one.
setpriv --reuid dev --regid dev --init-groups --inh-caps=+sys_module --ambient-caps=+sys_module insmod "${printing[@]}"
true_that '[[ $(stat -c %U /proc/systemtap/stream/.cmd) == root ]]' # or the scenario is no good
mkdir -p /etc/systemtap
echo 'stapdev.modules = 1' >/etc/systemtap/staprun.conf
run as dev "$STAPRUN" "${printing[@]}"
is 255
stderr_has 'as many modules loaded as the administrator lets you'
rm /etc/systemtap/staprun.conf
run as usr "$STAPRUN" -d stream
is 1
loaded stream
run as dev "$STAPRUN" -A stream
is 1
stdout_is ''
loaded stream
run as dev "$STAPRUN" -d stream
is 0
not_loaded stream
