# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# What fish completes: options, their values, modules that are files, those that are loaded, and files.

has fish 'staprun --outp' --output
has fish 'staprun -C al' always
has fish 'staprun --color=n' --color=never
has fish 'staprun on' one.ko
has fish 'staprun folder/' folder/two.ko
has fish 'staprun -v -A t' tick ticker
has fish 'staprun -d ticke' ticker
has fish 'staprun --attach ti' tick ticker
has fish 'staprun -vd ti' tick ticker
has fish 'staprun -r1:/dev on' one.ko
has fish 'staprun -voAd on' one.ko
has fish 'staprun -o oth' other.txt
has fish 'staprun --stats oth' other.txt
has fish 'stap-merge oth' other.txt
