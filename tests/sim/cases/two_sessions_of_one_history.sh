# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A file that another session writes is no earlier one: it is neither compressed nor removed.

# other OPTION...: a short session of another module, with the same names of files
other() {
	local its_own=$dir its_control=$control its_pid=$relay_pid its_module=$simmod_pid its_pauses=$pauses
	dir=$its_own/other pauses=
	mkdir -p "$dir"
	cp "$its_own/staprun" "$dir" && : >"$dir/err"
	sim -n 1024 <<<$'print 0 other\\n\nrequest_exit'
	relay "$@" -o "$its_own/log"
	expect_status 0
	[[ ! -s $dir/err ]] || fail "it is said: $(<"$dir/err")"
	sim_end
	rm -r "$dir"
	dir=$its_own control=$its_control relay_pid=$its_pid simmod_pid=$its_module pauses=$its_pauses
}
for how in --compress ',1'; do
	case $how in
	,1) options=(-S "1M,1") ;;
	*) options=(-S 1M "$how") ;;
	esac
	sim -n 1024 <<<"print 0 one\n"
	relay_start "${options[@]}" -o log
	event started.0
	until_true test -s "$dir/log.0"
	other "${options[@]}"
	other "${options[@]}"
	tell "print 0 two\n" request_exit
	relay_wait
	expect_status 0
	[[ $how == ,1 ]] || zstd -q -d --rm "$dir/log.0.zst" || fail "log.0 is not there"
	[[ $(<"$dir/log.0") == $'one\ntwo' ]] || fail "$how: log.0 has: $(<"$dir/log.0")"
	sim_end
	rm -r "$dir"/{sim,removed,log.*}
done
