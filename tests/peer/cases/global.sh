# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Globals of the script, set on the command line.
# modules: mod1 number

it "$modules/mod1.ko"
it "$modules/mod1.ko" var1=HelloWorld
it "$modules/mod1.ko" 'var1="two words"'
it "$modules/mod1.ko" 'var1=two words'
it "$modules/mod1.ko" var1=
it "$modules/number.ko" number=-7
it "$modules/number.ko" number=0x10
