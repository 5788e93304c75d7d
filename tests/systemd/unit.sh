# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# What cases say of units.

folder=/lib/modules/$(uname -r)/systemtap
scripts=/etc/systemtap/script.d
mkdir -p "$folder" "$scripts"

# served NAME [OPTIONS]: module NAME is where the unit looks for it, with these options
served() {
	cp "$1.ko" "$folder"
	printf 'STAPRUN_OPTIONS="%s"\n' "${2-}" >"$scripts/$1.options"
	trap 'systemctl stop "staprun@*"; systemctl reset-failed; rm -rf "${folder:?}"/* "${scripts:?}"/* /run/systemd/system/staprun@* /var/log/staprun; systemctl daemon-reload' EXIT
	since=$(date '+%F %T.%6N')
}

# changed LINE...: the unit is another, with these lines of [Service]
changed() {
	mkdir -p /run/systemd/system/staprun@.service.d
	printf '%s\n' '[Service]' "$@" >/run/systemd/system/staprun@.service.d/case.conf
	systemctl daemon-reload
}

# journal OPTION...: what it got since the module was served. (Asked by a cursor, it leaves out the first that matches.)
journal() { journalctl --quiet --output=cat --since="$since" "$@"; }

# of UNIT PROPERTY
of() { systemctl show --value -p "$2" "staprun@$1"; }
