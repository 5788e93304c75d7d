# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# name=value sets a global of the script; the kernel ignores names that it does not know.
# modules: mod1 number

run "$STAPRUN" mod1.ko
is 0
stdout_is 'foo'

run "$STAPRUN" mod1.ko var1=HelloWorld
is 0
stdout_is 'HelloWorld'

run "$STAPRUN" mod1.ko 'var1="two words"'
is 0
stdout_is 'two words'

run "$STAPRUN" mod1.ko unknown=1
is 0
stdout_is 'foo'

run "$STAPRUN" number.ko number=-7
is 0
stdout_is '-7'

run "$STAPRUN" number.ko number=seven
is 1
stderr_has "ERROR: Couldn't insert module 'number.ko': Invalid parameters"
not_loaded number

# What the script has no global for the kernel only logs.
run "$STAPRUN" mod1.ko vra1=x
is 0
stdout_is foo
stderr_is "WARNING: Module mod1 has no 'vra1' to set: is it 'var1' that you mean?"
run "$STAPRUN" mod1.ko else=1 var1=x
is 0
stdout_is x
stderr_is "WARNING: Module mod1 has no 'else' to set: it has var1."
