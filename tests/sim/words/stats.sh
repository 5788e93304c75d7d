# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash disable=SC2154 # lib.sh
#
# Words that several cases have in common (stats).

# objects FILE: each line of it is an object of the schema
objects() {
	[[ -s $1 ]] || fail "there are no statistics in ${1##*/}"
	python3 - "$RIG/../data/stats.schema.json" "$1" <<-'END' >"$dir/schema" 2>&1 || fail "statistics: $(tail -n 1 "$dir/schema")"
		import json, sys, jsonschema
		schema = json.load(open(sys.argv[1]))
		for line in open(sys.argv[2], encoding="utf-8"):
		    assert line.endswith("\n"), "half an object"
		    jsonschema.validate(json.loads(line), schema)
	END
}

# stat_is FILE MEMBER VALUE: of the last object, MEMBER as in Python: o['lost']['cut']
stat_is() {
	local is
	is=$(tail -n 1 "$1" | python3 -c "import json, sys; o = json.load(sys.stdin); print(json.dumps(o$2))") || fail "there is no $2"
	[[ $is == "$3" ]] || fail "statistics: $2 is $is, not $3"
}

# on_terminal [OPTION]...: stapio on a terminal of 60 columns, to its end; what was to be seen is in screen
on_terminal() {
	cat >"$dir/in-terminal" <<-END
		cd "$dir" || exit
		stty cols 60 rows 24
		SYSTEMTAP_STAPRUN="$dir/staprun" exec "$simmod" keep 3 "$dir/staprun" ${wrap[*]} "$stapio" -F @ ${*:+$(printf '%q ' "$@")} -- "$(module_file)" 3<"$dir/module"
	END
	status=0
	script -E never -qec "bash $dir/in-terminal" /dev/null </dev/null >"$dir/screen" || status=$?
}
