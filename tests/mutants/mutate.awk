# SPDX-License-Identifier: GPL-2.0-or-later
#
# Lists the small changes that can be made to a C file: "LINE<tab>WHAT<tab>THE LINE THEN". Operators are turned and moved by
# one, conditions and booleans turned, numbers increased, statements dropped. Comments, strings, declarations of the file
# and what the preprocessor reads are left alone.

function change(what, text) { if (text != $0) printf "%d\t%s\t%s\n", NR, what, text }

# turn(from, to): one for each place of it outside of strings
function turn(from, to,   at, rest, before) {
	at = 1
	while ((rest = index(substr(bare, at), from)) > 0) {
		at += rest - 1
		change(from " -> " to, substr($0, 1, at - 1) to substr($0, at + length(from)))
		at += length(from)
	}
}

{
	# The line with blanks in the place of what is no code, as long as before.
	bare = $0
	if (comment) {
		if (!match(bare, /\*\//)) next
		bare = sprintf("%*s", RSTART + 1, "") substr(bare, RSTART + 2)
		comment = 0
	}
	while (match(bare, /\/\*([^*]|\*[^\/])*\*\//) || match(bare, /"([^"\\]|\\.)*"/) || match(bare, /'([^'\\]|\\.)*'/))
		bare = substr(bare, 1, RSTART - 1) sprintf("%*s", RLENGTH, "") substr(bare, RSTART + RLENGTH)
	if (match(bare, /\/\*/)) { comment = 1; bare = substr(bare, 1, RSTART - 1) }
}

/^#/ { continued = /\\$/; next }
continued { continued = /\\$/; next }
/^[{}]?$/ || /^[^\t]/ { next } # the inside of functions alone is indented

# A static table is no decision.
bare ~ /^\t(static )?const / && bare !~ /=.*[<>&|?]/ { next }

{
	turn(" == ", " != "); turn(" != ", " == ")
	turn(" < ", " <= "); turn(" <= ", " < "); turn(" > ", " >= "); turn(" >= ", " > ")
	turn(" && ", " || "); turn(" || ", " && ")
	turn(" + ", " - "); turn(" - ", " + "); turn(" += ", " -= "); turn(" -= ", " += ")
	turn("++", "--"); turn(" & ", " | "); turn(" << ", " >> ")
	turn("true", "false"); turn("false", "true")
	if (match(bare, /(if|while) \(/) && bare !~ /!\(/) {
		head = substr($0, 1, RSTART + RLENGTH - 1); rest = substr($0, RSTART + RLENGTH)
		if (rest ~ /\)( \{)?$/) change("negated", head "!(" substr(rest, 1, match(rest, /\)( \{)?$/) - 1) ")" substr(rest, match(rest, /\)( \{)?$/)))
	}
	# Numbers, but those of initialisers and of names.
	at = 1
	while (match(substr(bare, at), /[^A-Za-z0-9_.x"][0-9]+[^A-Za-z0-9_.x]/)) {
		start = at + RSTART; len = RLENGTH - 2
		number = substr($0, start, len)
		change(number " -> " (number + 1), substr($0, 1, start - 1) (number + 1) substr($0, start + len))
		at = start + len
	}
	# A statement of its own: a call or an assignment on one line.
	if (bare ~ /^\t+[a-z_][A-Za-z0-9_>.\[\]-]*(\(.*\)| [-+|&]?= .*|\+\+|--);$/ && bare !~ /^\t+(return|goto|break|struct|unsigned|size_t|int|char|bool|ssize_t|uint|enum) /)
		change("dropped", substr($0, 1, match($0, /[^\t]/) - 1) "; // " substr($0, match($0, /[^\t]/)))
}
