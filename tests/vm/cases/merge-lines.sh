# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash
#
# stap-merge restores what a script in bulk mode printed, in order, from one file for each CPU and from several; where
# the release's own can, it gives the same bytes.
# cpus: 2
# on each release
# modules: bulk bulklines
merge=/usr/local/bin/stap-merge

# What bulk mode and stap-merge make of a script is what it prints without.
run "$STAPRUN" -o hello bulk.ko
is 0
run $merge hello_0 hello_1
is 0
stdout_is 'Hello bulk!'
stderr_is ''

# What is missing is no more than what the module told to have dropped: nothing, but with one of 4.4, which drops while it is read.
expect_missing() {
	[[ $old ]] || { stderr_is '' && return; }
	! grep -vE '^WARNING: .* missing' "$captured/stderr" || fail "standard error has more than what is missing"
	sed -nE 's/^WARNING: Message ([0-9]+) is.*/\1 \1/p; s/^WARNING: Messages ([0-9]+) to ([0-9]+) are.*/\1 \2/p' "$captured/stderr" |
		awk -v told="$told" '{ n += $2 - $1 + 1 } END { exit n > told }' || fail "more is missing than the $told that were dropped"
}

# restored FILE...: the script's lines are what stap-merge makes of these. Two CPUs that count at once may print in the
# other order; and a module of 4.x drops a message now and then.
restored() {
	run $merge "$@"
	is 0
	expect_missing
	awk -v missing=$((old ? told * 20 : 200)) '
		$1 in seen || $1 < most - 2500 || length() != 499 { bad = 1; exit } { seen[$1]; if ($1 > most) most = $1 }
		END { exit bad || most != 10000 || most - NR > missing }' "$captured/stdout" ||
		fail "lines are mangled, doubled, missing or out of order"
	cp "$captured/stdout" restored
	run $merge -v -o again "$@"
	is 0
	cmp again restored || fail "with -o it is something else"
	[[ $old ]] || [[ $(tail -n 1 "$captured/stdout") == 'sequence had 0 drops' ]] || fail "it does not say that nothing is missing"
	[[ $old ]] || head -n -1 "$captured/stdout" | awk -F '[=,]' '$3 != NR { exit 1 }' || fail "the numbers do not rise by one"
}

run "$STAPRUN" -o one bulklines.ko
is 0
told=$(dropped "$captured/stderr")
true_that '[[ -s one_0 && -s one_1 ]]'
restored one_0 one_1
cp restored expected
restored one_1 one_0
cmp restored expected || fail 'the order of the files matters'

run "$STAPRUN" -S 1 -o many bulklines.ko
is 0
[[ ! $old ]] || echo "measured: $told and $(dropped "$captured/stderr") messages dropped"
told=$(dropped "$captured/stderr")
true_that '[[ -s many_cpu0.1 && -s many_cpu1.1 ]]'
restored many_cpu*

# SystemTap's own, which crashes on files of 5.x.
if [[ $(head -c 4 one_0) != $'\xf0\x9f\xa9\xba' ]]; then
	for options in '' -v '-o out' '-v -o out'; do
		for program in $merge /usr/bin/stap-merge; do
			: >out
			# shellcheck disable=SC2086 # words are what is wanted
			run $program $options one_0 one_1
			is 0
			cat "$captured/stdout" out >"${program//\//-}"
		done
		cmp ./*-stap-merge || fail "another output with '$options'"
	done
fi
