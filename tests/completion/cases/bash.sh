# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# What bash completes: options, their values, modules that are files, those that are loaded, and files.

has bash 'staprun --outp' '--output='
has bash 'staprun -C al' always
has bash 'staprun --color=n' never
has bash 'staprun o' one.ko
has bash 'staprun folder/' folder/two.ko
has bash 'staprun -v -A t' tick ticker
has bash 'staprun -d ticke' ticker
has bash 'staprun --attach ti' tick ticker
has bash 'staprun -vd ti' tick ticker
has bash 'staprun -r1:/dev o' one.ko
has bash 'staprun -voAd o' one.ko
has bash 'staprun -o oth' other.txt
has bash 'staprun --stats oth' other.txt
has bash 'stap-merge oth' other.txt
