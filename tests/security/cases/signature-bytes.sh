# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# A byte of the module or of the signature that is not as the signer made it; a signature that is another module's.
# signed: hello forusr forsys
. /suite/signed.sh

loads root dev sys usr

size=$(stat -c %s forusr.ko)
flip forusr.ko 100 && refused 'was changed after a trusted signer signed it' root dev sys usr
flip forusr.ko 100
for at in 0 $((size / 2)) $((size - 1)); do
	flip forusr.ko "$at" && refused 'was changed after a trusted signer signed it' usr
	flip forusr.ko "$at"
done
echo >>forusr.ko && refused 'was changed' root usr
truncate -s "$size" forusr.ko && loads usr
mv forusr.ko.sgn good.sgn
cp forsys.ko.sgn forusr.ko.sgn && refused 'was changed' root dev sys usr
mkdir /lib/modules/"$(uname -r)"/systemtap && cp forusr.ko forusr.ko.sgn /lib/modules/"$(uname -r)"/systemtap
run as usr "$STAPRUN" forusr # the blessed folder does not help either
is 255
stderr_has 'was changed'
rm -r /lib/modules/"$(uname -r)"/systemtap
cp other/forusr.ko.sgn . && refused 'not by a trusted signer' sys usr
for at in 0 255 511; do
	cp good.sgn forusr.ko.sgn && flip forusr.ko.sgn $at && refused 'not by a trusted signer' usr
done
: >forusr.ko.sgn && refused '' usr
head -c 511 good.sgn >forusr.ko.sgn && refused 'not by a trusted signer' usr
cat good.sgn good.sgn >forusr.ko.sgn && refused 'not by a trusted signer' usr
head -c 70000 /dev/zero >forusr.ko.sgn && refused 'could not be checked' usr
rm forusr.ko.sgn && refused 'is not signed' usr
mkfifo forusr.ko.sgn && refused '' usr
rm forusr.ko.sgn && ln -s good.sgn forusr.ko.sgn && loads usr # bytes are what counts
rm forusr.ko.sgn && cp good.sgn forusr.ko.sgn && chmod 600 forusr.ko.sgn && refused '' usr
chmod 644 forusr.ko.sgn && loads usr
rm -rf /etc/systemtap/staprun
