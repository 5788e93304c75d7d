# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A unit of the kind of SystemTap's stap@NAME, which compiles a script to where ours looks for it and then starts ours,
# drives it. Options and globals are as words of the command line are.
# modules: tick mod1
. /suite/unit.sh

served tick
rm "$folder/tick.ko"
cat >/run/systemd/system/stap@.service <<-END
	[Service]
	Type=oneshot
	ExecStart=/bin/cp $PWD/%i.ko /lib/modules/%v/systemtap/%i.ko
	ExecStart=/bin/systemctl start staprun@%i
END
systemctl daemon-reload
run systemctl start stap@tick
is 0
loaded tick
run systemctl stop staprun@tick
is 0
not_loaded tick

served mod1
echo 'STAPRUN_GLOBALS="var1=fromTheUnit"' >>"$scripts/mod1.options"
run systemctl start stap@mod1
wait_until '[[ $(journal -u staprun@mod1) == *fromTheUnit* ]]'
wait_until '[[ $(of mod1 ActiveState) == inactive && $(of mod1 Result) == success ]]'
rm /run/systemd/system/stap@.service
