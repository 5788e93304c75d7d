# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A process that becomes the caller's is closed to the caller at each moment of it, even where the administrator set the
# kernel to let users look into setuid programs (fs.suid_dumpable 1): while the ids are the caller's already, and still when
# the last capability goes.
# modules: hello
chmod 777 .
echo 1 >/proc/sys/fs/suid_dumpable
# Into a process of one's own: else this would show nothing.
as dev sleep 100 &
wait_until '[[ $(</proc/$!/comm) == sleep ]]'
into() { as dev bash -c "exec 3</proc/$1/mem" 2>/dev/null; }
true_that 'into $!'
kill $!
for calls in setresgid,=setresuid setgroups,=setresuid; do # of what will be stapio, of the helper
	for call in capset prctl; do
		start /suite/tracer hold "$calls,=$call" setpriv --reuid dev --regid dev --init-groups --inh-caps=-all "$STAPRUN" hello.ko
		for at in ${calls//,/ } $call; do
			wait_until 'read -r pid now <held && [[ $now == "${at#=}" ]]' 2>/dev/null
			[[ $at == "$call" ]] || kill -USR1 "$bg"
		done
		id=1001
		[[ $calls != setgroups* ]] || id=$((0xf0000000 + pid))
		[[ $(sed -n 's/^Uid:\t//p' "/proc/$pid/status") == $id$'\t'$id$'\t'$id$'\t'$id ]] || fail "uids at $calls,$call"
		# shellcheck disable=SC2086 # as it is meant
		! into "$pid" || fail "could look into $(</proc/$pid/comm) at $calls,$call"
		kill -USR1 "$bg"
		finish
		is 0
		stdout_is 'Hello World!'
	done
done
echo 0 >/proc/sys/fs/suid_dumpable
