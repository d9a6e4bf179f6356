# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=dash
# For tests of 'listenq explain' on live listeners of 10.1.0.1, in srv.

# remember: what is said from here on is said of the listeners as they are now,
# however long it takes to ask; until `forget`.
remember() {
	# shellcheck disable=SC2154 # of lib.sh
	ns srv cat /proc/net/listenq >"$tmp/remembered"
	export LISTENQ_FILE="$tmp/remembered"
}
forget() { unset LISTENQ_FILE; }

# explains PORT: what is said of that listener, in one line
explains() { ns srv listenq explain ":$1" | tr '\n' ' ' | tr -s ' '; }

# stated PORT: the ids of what is said of it, with blanks around each
stated() {
	ns srv listenq explain -J ":$1" | tr -d ' \n' | tr '{' '\n' |
		sed -n 's/.*"id":"\([a-z-]*\)","section".*/\1/p' | paste -sd' ' | sed 's/.*/ & /'
}

# says NAME PORT ID|SENTENCE...: each of them is said. tests/lint/explained wants
# to see every id here.
says() {
	local name=$1 text words
	text="$(explains "$2")$(stated "$2")"
	shift 2
	for words; do
		case $words in
		*[!a-z-]*) ;;
		*) words=" $words " ;;
		esac
		case $text in
		*"$words"*) ;;
		*)
			not_ok "$name" "does not say: $words" "$text"
			return
			;;
		esac
	done
	ok "$name"
}

# says_not NAME PORT ID|WORDS
says_not() {
	local text words=$3
	text="$(explains "$2")$(stated "$2")"
	case $words in
	*[!a-z-]*) ;;
	*) words=" $words " ;;
	esac
	case $text in
	*"$words"*) not_ok "$1" "says: $words" "$text" ;;
	*":$2 "*) ok "$1" ;;
	*) not_ok "$1" "says nothing of :$2" "$text" ;;
	esac
}

# says_of_accept: as `says`, what only a kernel can have said that tells which
# connections accept() took, and when
says_of_accept() {
	if is_unknown accepted; then
		skip "$1" "this kernel does not tell what accept() took"
	else
		says "$@"
	fi
}

knob() { sysctl_in srv "$@"; }
flood() { ns cli traffic syn 10.1.0.1 "$@" >/dev/null; }
arrive() { ns cli traffic connect 10.1.0.1 "$@" >/dev/null; }
