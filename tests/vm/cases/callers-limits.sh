# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Limits that the caller can't raise again do not choose which call of the loader fails: it raises them.
# modules: hello
cp hello.ko /home/dev && chown dev /home/dev/hello.ko && cd /home/dev || exit
run as dev bash -c "(ulimit -f 0; exec '$STAPRUN' hello.ko) | cat"
stdout_is 'Hello World!'
rm hello.ko
