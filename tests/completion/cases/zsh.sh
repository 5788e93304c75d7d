# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# What zsh completes: options, their values, modules that are files, those that are loaded, and files.

has zsh 'staprun --outp' --output
has zsh 'staprun -C al' always
has zsh 'staprun --color=n' never
has zsh 'staprun on' one.ko
has zsh 'staprun -v -A t' tick ticker
has zsh 'staprun -d ticke' ticker
has zsh 'staprun --attach ti' tick ticker
has zsh 'staprun -vd ti' tick ticker
has zsh 'staprun -r1:/dev on' one.ko
has zsh 'staprun -voAd on' one.ko
has zsh 'staprun -o oth' other.txt
has zsh 'staprun --stats oth' other.txt
has zsh 'stap-merge oth' other.txt
