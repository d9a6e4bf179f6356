# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash
# What every layer of tests ends in: files of TAP below build/tap.

# tap_judge FILE STATUS [WHY]: adds a failure to the TAP in FILE for what its
# lines do not say: WHY it died, if that is known; a plan that is absent or not
# kept; a bad status.
tap_judge() {
	awk -v status="$2" -v why="${3:-}" -v name="$(basename "$1" .tap)" '
		/^[ \t]*(not )?ok( |$)/ { ran++ }
		/^[ \t]*not ok/ && !/# SKIP/ { failed++ }
		/^[ \t]*1\.\.[0-9]+/ { sub(/^[ \t]*1\.\./, ""); planned += $1; plans++ }
		function wrong(what) { print "not ok - " name ": " what }
		END {
			if (why != "") wrong(why ", after " ran + 0 " tests")
			else if (!plans) wrong("died without a plan, after " ran + 0 " tests")
			else if (planned != ran) wrong("planned " planned " tests, ran " ran + 0)
			else if (status != 0 && !failed) wrong("ended with status " status)
		}' "$1" >"$1.more"
	cat "$1.more" >>"$1"
	rm "$1.more"
}

# tap_count FILE...: prints "PASSED FAILED SKIPPED"
tap_count() {
	cat /dev/null "$@" | awk '
		/^[ \t]*1\.\.0.*# [Ss][Kk][Ii][Pp]/ || /^[ \t]*(not )?ok.*# [Ss][Kk][Ii][Pp]/ { skipped++; next }
		/^[ \t]*not ok( |$)/ { failed++ }
		/^[ \t]*ok( |$)/ { passed++ }
		END { print passed + 0, failed + 0, skipped + 0 }'
}

# tap_words PASSED FAILED SKIPPED
tap_words() {
	echo "$1 passed, $2 failed$([ "$3" = 0 ] || echo ", $3 skipped")"
}

# tap_skips FILE...: the reasons, each once
tap_skips() {
	cat /dev/null "$@" | sed -nE 's/^[ \t]*((not )?ok|1\.\.0).*# [Ss][Kk][Ii][Pp] *//p' | sort -u
}

# tap_failures FILE: the lines that failed, with what they say
tap_failures() {
	awk '
		/^[ \t]*(not )?ok( |$)/ { show = /^[ \t]*not ok/ && !/# SKIP/; if (show) print "    " $0; next }
		show && /^[ \t]*#/ { print "    " $0 }' "$1"
}
