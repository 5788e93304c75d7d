# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# The command and the shells of a script have that signal as ever.

sim <<-END
	on start
	print 0 ready\n
	system grep -h ^SigIgn /proc/self/status >ignored.system
END
relay -c 'sh -c "grep -h ^SigIgn /proc/self/status >ignored.command"'
expect_status 0
for file in "$dir"/ignored.{system,command}; do
	until_true test -s "$file" || fail "${file##*.} was not run"
	((0x$(awk '{ print $2 }' "$file") >> 24 & 1)) && fail "${file##*.} ignores SIGXFSZ"
done
# But for two of libc's own (32, 33), which one that starts processes may have ignored.
ignored() { local mask && read -r _ mask && echo $((0x$mask & ~(3 << 31))); }
[[ $(ignored <"$dir/ignored.command") == "$(grep -h ^SigIgn /proc/self/status | ignored)" ]] || fail "the command ignores $(<"$dir/ignored.command")"
