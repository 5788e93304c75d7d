# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# stap-merge says what is missing in the files of a session in bulk mode, and restores the rest.
# cpus: 2
# modules: bulklines
merge=/usr/local/bin/stap-merge

run "$STAPRUN" -o out bulklines.ko
is 0
run $merge out_0 out_1
is 0
cp "$captured/stdout" whole

# Without one of the files there are gaps.
run $merge out_1
is 0
stderr_has 'missing'
true_that '(($(lines "$captured/stderr") <= 22))'
awk 'NR == FNR { printed[$0] } !($0 in printed) { exit 1 }' whole "$captured/stdout" || fail "lines that the script did not print"

# The file does not go on: the last message is cut short.
head -c 500000 out_0 >cut_0
run $merge cut_0 out_1
is 253
stderr_has 'WARNING: cut_0: 1 messages are cut short'
stderr_has 'missing'

# What is not from bulk mode.
run $merge whole out_1
is 255
stderr_has 'whole is no output of bulk mode'
run $merge out_0 nosuch
is 255
stderr_has 'nosuch: No such file or directory'
run $merge -o out_1 out_0 out_1
is 255
run $merge out_0 out_1
is 0
cmp "$captured/stdout" whole || fail "an input is damaged"

# More CPUs than files may be open.
for ((i = 0; i < 30; i++)); do ln out_0 "cpu$i"; done
run bash -c "ulimit -n 20; exec $merge cpu*"
is 255
stderr_has 'ulimit'
