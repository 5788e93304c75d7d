# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# What "make install" put below /usr/local, and systemtap-runtime, both run, each its own, and theirs goes on without ours.
# modules: hello
. /suite/words.sh

cp -a /suite/local/. /
chown root:stapusr /usr/local/bin/staprun
chmod 4110 /usr/local/bin/staprun
hello usr /usr/local/bin/staprun
hello usr /usr/bin/staprun
does rm -r /usr/local/bin/staprun /usr/local/libexec/systemtap
hello usr /usr/bin/staprun
