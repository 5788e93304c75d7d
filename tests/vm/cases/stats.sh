# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2034 # conditions use it
#
# --stats, as users of each group that may load: the file is the user's, and whole whenever it is read.
# modules: tick hello

blessed=/lib/modules/$(uname -r)/systemtap
mkdir -p "$blessed" && cp hello.ko "$blessed"
chmod 777 .
for who in root dev sys usr; do
	run as $who "$STAPRUN" --stats "numbers-$who" hello
	is 0
	grep -q '^{"schema":1,"module":"hello","owner":'"$(id -u $who)"',.*"state":"ended","status":0,.*}$' "numbers-$who" ||
		fail "$who: $(<"numbers-$who")"
	[[ $(stat -c %U "numbers-$who") == "$who" ]] || fail "the file belongs to $(stat -c %U "numbers-$who")"
done
start as dev "$STAPRUN" --stats numbers --stats-interval 1 -o out tick.ko
wait_until '[[ -s numbers ]]'
first=$(stat -c %i numbers)
for ((i = 0; i < 200; i++)); do
	[[ $(<numbers) == '{"schema":1,'*'}' ]] || fail "half an object is to be seen: $(<numbers)"
done
wait_until '(($(stat -c %i numbers) != first))'
kill -USR1 "$bg"
finish INT
is 0
bytes=$(stat -c %s out)
grep -q '"bytes":'"$bytes"',.*"lost":{"messages":0,.*"files":\[{"name":"out","cpu":null,"bytes":'"$bytes"',"begun":1}\]}$' numbers ||
	fail "of $bytes bytes it says: $(<numbers)"
rm -rf "$blessed"

# A full disk is said once, costs the session nothing, and leaves no part behind.
mkdir full && mount -t tmpfs -o size=64k tmpfs full
trap 'umount full' EXIT
dd if=/dev/zero of=full/all bs=4k 2>/dev/null
run "$STAPRUN" --stats full/numbers hello.ko
is 0
stdout_is 'Hello World!'
stderr_is "WARNING: Couldn't write statistics to full/numbers: No space left on device. The session goes on without."
true_that '[[ $(ls -A full) == all ]]'

# A link that someone else laid out where all may write leads root nowhere, as with open(2).
echo 1 >/proc/sys/fs/protected_symlinks
mkdir -m 1777 public
echo precious >target && chmod 666 target
as dev ln -s ../target public/numbers
run "$STAPRUN" --stats public/numbers hello.ko
is 0
stderr_is "WARNING: Couldn't write statistics to public/numbers: Permission denied. The session goes on without."
file_has target precious
