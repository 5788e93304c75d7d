# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A loader, or a keeper, that was taken over and makes another call than it should: in the place of one that it makes in each
# phase, a tracer has it make one that is not in that phase. (Which those are, all of them, filter_test knows.)
# modules: hello
misbehaves() { # AT CALL
	run /suite/tracer inject "$1,$2" setpriv --reuid dev --regid dev --init-groups --inh-caps=-all "$STAPRUN" hello.ko
}
# It decides: what no phase has a use for is its end, whatever else it should not make does not exist.
misbehaves uname execve
is 1
stderr_has 'The process that loads the module was ended by signal 31'
stdout_is ''
not_loaded hello
misbehaves uname socket
is 0
stdout_is 'Hello World!'
# It loads, or shakes hands: all that is not in that phase is its end.
misbehaves finit_module memfd_create
is 1
stderr_has 'The process that loads the module was ended by signal 31'
not_loaded hello
misbehaves pwrite64 clone
is 1
stdout_is ''
stderr_has 'ended by signal 31'
run as dev "$STAPRUN" -d hello
is 0
not_loaded hello
# It keeps: nothing but an error comes of it, and the module goes.
misbehaves delete_module openat
is 0
stdout_is 'Hello World!'
not_loaded hello
