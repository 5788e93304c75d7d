# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Why a module can't be removed or attached to: three reasons, three sentences.
# modules: tick
cp tick.ko /home/dev && chown dev /home/dev/tick.ko
refused() { # COMMAND OPTION SENTENCE
	run $1 "$STAPRUN" "$2" tick
	is 1
	stderr_has 'ERROR: Cannot attach to module tick control channel; not running?'
	[[ $2 == -A ]] || stderr_has "ERROR: 'tick' is not a zombie systemtap module."
	stderr_has "$3"
}
for option in -d -A; do
	refused 'as dev' $option 'not loaded'
	start as dev "$STAPRUN" /home/dev/tick.ko
	wait_until '[[ -s $bg_stdout ]]'
	refused 'as dev' $option "attached by pid $bg"
	refused env $option "attached by pid $bg"
	refused 'as usr' $option 'belongs to uid 1001'
	loaded tick
	finish INT
	is 0
	not_loaded tick
done
rm /home/dev/tick.ko
