# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# What the manual page has an administrator type (SERVICES), as it stands there, makes a service that is there and runs.
# modules: tick
. /suite/unit.sh

served tick
rm -r "${folder:?}/tick.ko" "$scripts"
awk '/^\.Sh/ { on = $2 == "SERVICES" } on && /^# / { print substr($0, 3) }' /usr/share/man/man8/staprun.8 >typed
true_that '(($(lines typed) == 4))'
while read -r line <&3; do
	run bash -c "$line"
	is 0
done 3<typed
loaded tick
true_that '[[ $(systemctl is-enabled staprun@tick) == enabled ]]'
wait_until '[[ -s /var/log/staprun/tick.0 ]]'
run systemctl disable --now staprun@tick
is 0
not_loaded tick
