# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Who may read the database of trusted certificates can lock it: that does not keep root from taking trust away, or giving
# it, nor users from having signatures checked.
# signed: hello forusr forsys
. /suite/signed.sh
loads usr
start as usr /suite/attack lock /etc/systemtap/staprun/cert9.db
wait_until 'more_than 0'
run $authorize other/stap.cert the-other
is 0
run $authorize -l
is 0
stdout_has the-other
loads usr
run $authorize -r "$(certutil -L -d sql:/etc/systemtap/staprun | sed -n 's/^\(signer-[^ ]*\).*/\1/p')"
is 0
refused 'not by a trusted signer' usr
true_that '[[ $(stat -c %a:%u /etc/systemtap/staprun /etc/systemtap/staprun/cert9.db | tr "\n" " ") == "755:0 644:0 " ]]'
true_that '[[ $(ls -A /etc/systemtap) == staprun ]]'
kill "$bg"
rm -rf /etc/systemtap/staprun
