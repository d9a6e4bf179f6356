# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash
# Results of what is tried in an installed Debian, here or in its machine.
tests=0

# result STATUS NAME [LOG]
result() {
	tests=$((tests + 1))
	if [ "$1" = 0 ]; then
		echo "ok - $2"
	else
		echo "not ok - $2"
		[ -z "${3:-}" ] || sed 's/^/# /' "$3"
	fi
}

# holds NAME COMMAND...: it succeeds; what it says is shown if not.
holds() {
	local name=$1 log status=0
	shift
	log=$(mktemp)
	"$@" >"$log" 2>&1 </dev/null || status=$?
	result "$status" "$name" "$log"
	rm "$log"
}

# says REGEX COMMAND...: it prints such a line, whether it fails or not.
says() {
	local regex=$1 log status=0
	shift
	log=$("$@" 2>&1) || :
	grep -qE -e "$regex" <<<"$log" || status=1
	printf '%s\n' "$log"
	return $status
}

not() { ! "$@"; }

# silent COMMAND...: it succeeds and prints nothing.
silent() {
	local log status=0
	log=$("$@" 2>&1) || status=$?
	printf '%s\n' "$log"
	[ $status = 0 ] && [ -z "$log" ]
}

done_testing() { echo "1..$tests"; }
