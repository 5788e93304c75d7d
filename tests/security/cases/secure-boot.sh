# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# Where the machine booted with Secure Boot, the kernel loads only modules that bear a signature by a key it trusts: what
# it refuses we explain by Secure Boot, and say what helps. With a signature by an enrolled key a module runs.
# not on arm64: no firmware of that machine comes with a key that is enrolled
# not on s390x: it has no such firmware
# modules: hello
# enrolled: hello
true_that 'grep -qF "[integrity]" /sys/kernel/security/lockdown'
says_no() { # MODULE ERROR SENTENCE...
	local user sentence said
	for user in root dev; do
		run as $user "$STAPRUN" "$1"
		is 1
		stdout_is ''
		stderr_has "ERROR: Couldn't insert module '$1': $2"
		for sentence in "as Secure Boot asks" "${@:3}"; do stderr_has "$sentence"; done
		not_loaded hello
		# Asked first, it says the same of what it can foresee: whose key it is the kernel alone knows.
		[[ $1 == hello.ko ]] || continue
		said=$(<"$captured/stderr")
		run as $user "$STAPRUN" --check "$1"
		is 1
		stderr_is "$said"
		stdout_has 'locked down; Secure Boot on;'
		run as $user "$STAPRUN" --check --json "$1"
		is 1
		stdout_has '"locked_down": true'
		stdout_has '"secure_boot": true'
	done
}
rejected='Key was rejected by service' error=$rejected
[[ $(</sys/module/module/parameters/sig_enforce) == Y ]] || error='Operation not permitted' # 5.10: by the lockdown alone
says_no hello.ko "$error" 'has no signature of that kind' 'sign it with an enrolled key' 'boot without Secure Boot'

if [[ $old ]]; then # what 5.10 takes from the firmware's keys is not for modules
	says_no /suite/enrolled/hello.ko "$error" 'does not know the key' 'mokutil --import'
	exit
fi
run as dev "$STAPRUN" /suite/enrolled/hello.ko
is 0
stdout_is 'Hello World!'
stderr_is ''
run "$STAPRUN" -R /suite/enrolled/hello.ko
is 1
stderr_has 'and -R would break it'
not_loaded hello

# A byte of the module that the signature is for, not the last ones, which say how long it is.
cp /suite/enrolled/hello.ko changed.ko
printf X | dd of=changed.ko bs=1 seek=100000 conv=notrunc 2>/dev/null
says_no changed.ko "$rejected" 'does not know the key' 'mokutil --import' 'was changed'
