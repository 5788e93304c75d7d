# SPDX-License-Identifier: GPL-2.0-or-later
#
# Of what llvm-cov exports (lcov) and the tables "floors" and "reasons": lines that no test reaches, and the share of lines
# and branches of each part that one does. root: our folder, to be left out; whole: all suites were run, so that each row of
# "reasons" has to be needed.

FILENAME == "-" || FILENAME == "" {
	if (/^SF:/) { file = substr($0, 4); sub("^" root, "", file); sub(/^\.\//, "", file); ours = file !~ /^(tests|\/)/ }
	else if (ours && /^DA:/) { split(substr($0, 4), d, ","); if (!((file, d[1]) in hits) || hits[file, d[1]] < d[2]) hits[file, d[1]] = d[2] }
	else if (ours && /^BRDA:/) { split(substr($0, 6), d, ","); k = file SUBSEP d[1] SUBSEP d[2] SUBSEP d[3]; if (!(k in taken) || d[4] + 0 > taken[k]) taken[k] = d[4] + 0 }
	next
}
/^(#|$)/ { next }
FILENAME ~ /floors$/ { part[++parts] = $1; lines_floor[parts] = $2; branches_floor[parts] = $3; next }
{ # FILES, the text of the lines, " # ", why
	at = index($0, " # "); f = $1; text = substr($0, length(f) + 2, at - length(f) - 2)
	row[++rows] = f " " text
	files[rows] = regex(f); texts[rows] = regex(text)
	seldom[rows] = substr($0, at + 3) ~ /^now and then: /
	next
}

# Patterns in which only the asterisk means something else.
function regex(pattern) { gsub(/[][\\.^$+?(){}|\/]/, "\\\\&", pattern); gsub(/\*/, ".*", pattern); return "^" pattern "$" }

# Is there a row for line N, or for that of which it is the rest: a statement's first line; what a brace stands behind?
function excused(file, n,   r, found, text, above) {
	text = line_of(file, n)
	for (r = 1; r <= rows; r++) if (file ~ files[r] && text ~ texts[r]) needed[r] = found = 1
	above = line_of(file, n - 1)
	if (found || !((file, n - 1) in hits) || hits[file, n - 1] > 0) return found
	return (text == "}" || above !~ /[;{}:]$/) && excused(file, n - 1)
}

function line_of(file, n,   text) {
	text = source[file, n]
	gsub(/^[ \t]+|[ \t]+$/, "", text)
	return text
}

function belongs(file, p,   pattern) { pattern = "^(" part[p] ")"; gsub(/,/, "|", pattern); return file ~ pattern }

END {
	for (k in hits) {
		split(k, d, SUBSEP)
		if (!(d[1] in source_read)) {
			source_read[d[1]] = 1
			n = 0
			while ((getline line < (root d[1])) > 0) source[d[1], ++n] = line
		}
		ok = hits[k] > 0 || excused(d[1], d[2])
		for (p = 1; p <= parts; p++) if (belongs(d[1], p)) { all[p]++; reached[p] += ok }
		if (!ok) printf "%s:%d: %s\n", d[1], d[2], line_of(d[1], d[2]) | "sort -t: -k1,1 -k2n"
	}
	close("sort -t: -k1,1 -k2n")
	for (k in taken) {
		split(k, d, SUBSEP)
		for (p = 1; p <= parts; p++) if (belongs(d[1], p)) { branches[p]++; branches_taken[p] += taken[k] > 0 }
	}
	for (p = 1; p <= parts; p++) {
		# Of what nothing was counted, nothing was reached.
		l = all[p] ? 100 * reached[p] / all[p] : 0; b = branches[p] ? 100 * branches_taken[p] / branches[p] : 0
		bad = l < lines_floor[p] || b < branches_floor[p]
		failed += bad
		printf "%s %-40s lines %5.1f %% (%s), branches %5.1f %% (%s)\n", bad ? "FAIL" : "ok  ", part[p], l, lines_floor[p], b, branches_floor[p]
	}
	for (r = 1; r <= rows && whole; r++)
		if (!needed[r] && !seldom[r]) { printf "FAIL reasons: this excuses nothing: %s\n", row[r]; failed++ }
	exit failed > 0
}
