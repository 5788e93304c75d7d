# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Names of files and modules that a shell, a printf or a buffer would trip over.
# modules: hello
cd /home/dev || exit
long=$(printf '%0300d' 0)
for name in 'a b.ko' "a'b.ko" 'a"b.ko' '$(touch pwned).ko' '`touch pwned`.ko' $'a\nb.ko' '%s%n%p.ko' ';touch pwned;.ko' '-v.ko' '*.ko' '~.ko'; do
	cp "$OLDPWD/hello.ko" "./$name"
	run as dev "$STAPRUN" "./$name"
	is 0
	stdout_is 'Hello World!'
	rm "./$name"
done
for name in "$long.ko" "./$long/$long.ko" "$long" "$(printf '%05000d' 0).ko" '' . .. / ./ /dev/null /dev/stdin /proc/self/mem; do
	for option in '' -d -A; do
		run as dev "$STAPRUN" $option -- "$name"
		true_that '((status == 1 || status == 255))'
		not_loaded hello
	done
done
for name in 'a b' '$(touch pwned)' $'a\nb' '../hello' '%s%n' "$long"; do
	run as dev "$STAPRUN" -d "$name"
	is 1
	run as dev "$STAPRUN" -A "$name"
	is 1
done
true_that '[[ ! -e pwned ]]'
