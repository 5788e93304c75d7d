# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Standard descriptors that are closed are not taken by files that staprun opens.
# modules: hello
cp hello.ko /home/dev && chown dev /home/dev/hello.ko && cd /home/dev || exit
sum=$(cksum hello.ko)
for closed in '<&-' '>&-' '2>&-' '<&- >&-' '<&- 2>&-' '>&- 2>&-' '<&- >&- 2>&-'; do
	run as dev bash -c "'$STAPRUN' hello.ko $closed"
	[[ $closed == *' >&-'* || $closed == '>&-'* ]] || stdout_is 'Hello World!'
	not_loaded hello
	true_that '[[ $(cksum hello.ko) == "$sum" ]]'
done
rm hello.ko
