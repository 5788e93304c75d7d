# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# $$ in -c is the command's own pid, however it is written.
# modules: target

for c in 'sh -c "echo $$ >pid"' 'sh -c "echo ${$} >pid"' "sh -c 'echo \$\$ >pid'" 'echo $$ | cat >pid' 'sh -c "echo $(( $$ + 0 )) >pid"'; do
	it -c "$c" "$modules/target.ko"
	hide "$(cat pid)" COMMAND
	rm -f pid
done
