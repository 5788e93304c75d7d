# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2034 # they are looked at later
#
# A user's output files, of a real module: a next one that he may not make, one that was renamed, and one as large as his
# limits allow. No line is lost, or it is told.
# modules: tick steady
cp tick.ko steady.ko /home/dev && cd /home/dev && mkdir d && chown dev ./*.ko d || exit

# He may not write to the folder for a while: it goes on in the old file, then in the next.
start as dev "$STAPRUN" -o d/log tick.ko
wait_until 'grep -qs "tick 2" d/log'
chmod 555 d
pid=$(pidof stapio)
kill -USR2 "$pid"
wait_until 'grep -q "^WARNING: Couldn.t open the next output file d/log.1: Permission denied" "$bg_stderr"'
seen=$(lines d/log)
wait_until '(($(lines d/log) > seen + 2))'
chmod 755 d
wait_until '[[ -s d/log.1 ]]'
# Then logrotate comes.
mv d/log.1 d/log.2
kill -USR2 "$pid"
wait_until '[[ -s d/log.1 ]]'
finish INT
is 0
true_that '(($(lines "$captured/stderr") == 1))'
true_that '[[ $(cat d/log d/log.2 d/log.1) == "$(seq $(($(cat d/log* | wc -l) - 1)) | sed "s/^/tick /"; echo end)" ]]'

# No signal of a limit ends it, and what was not written is told.
start as dev bash -c "ulimit -f 4; exec '$STAPRUN' -o d/small steady.ko"
wait_until 'grep -q "^WARNING: Couldn.t write to d/small: File too large" "$bg_stderr"'
kill -INT "$bg"
finish INT
is 1
true_that '(($(stat -c %s d/small) == 4096))'
stderr_has 'because the file was as large as it may be (ulimit -f).'
not_loaded steady
rm -rf ./*.ko d
