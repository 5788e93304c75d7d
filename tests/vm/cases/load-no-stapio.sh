# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Without a stapio that runs, nothing stays loaded.
# modules: tick
cp tick.ko /home/dev && chown dev /home/dev/tick.ko
printf 'no program' >/home/dev/stapio && chmod 755 /home/dev/stapio
for user in root dev; do
	for stapio in /home/dev/absent /home/dev/tick.ko /home/dev/stapio /home/dev; do
		run as "$user" env SYSTEMTAP_STAPIO="$stapio" "$STAPRUN" /home/dev/tick.ko
		is 1
		stderr_has "ERROR: Couldn't run '$stapio'"
		not_loaded tick
	done
done
rm /home/dev/*
