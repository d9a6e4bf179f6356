# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash disable=SC2154
# One boot of a virtual machine for tests/lib/suite, whose
# variables this uses: the guest runs its tests one after another and reports
# (tests/lib/guest/run), and what it reports becomes TAP in $tap.
#
# The state of a boot:
#	left	tests that have not begun
#	name	the test that runs, or nothing between tests
#	begun	when it did
#	why	what the guest said of its end
#	wrong	what the guest's kernel said that is a failure
#	file	where the evidence that the guest sends goes
#	pid	of tests/lib/vm
#	deadline	until when it has to report
left=() name='' begun=0 why='' wrong=() file='' pid='' deadline=0

# prepare_guest OPTIONS: makes the initial RAM disk of a machine that runs $left.
# tmux needs a description of its terminal, and letters beyond ASCII, both the
# same on every architecture.
prepare_guest() {
	local guest=$work/guest test
	rm -rf "$guest"
	mkdir -p "$guest"
	cp -RL "$top/tests/vm" "$guest/tests"
	[ "$suite" = vm ] || cp "$top/tests/$suite"/*.* "$guest/tests/"
	cp "$here/guest/run" "$guest/start"
	"$here/take" "$userland" "$guest" trace-cmd tmux
	[ "$suite" != bench ] || "$here/take" "$userland" "$guest" bpftrace
	cp -r --parents /lib/terminfo/t/tmux-256color /usr/lib/locale/C.utf8 "$guest/"
	for test in "${left[@]}"; do echo "$test $(limit "$test")"; done >"$guest/tests/list"
	echo "${RELOADS:-}" >"$guest/tests/reloads"
	echo "${STRIDE:-}" >"$guest/tests/stride"
	echo "$slower" >"$guest/tests/slower"
	cpus_of "$1" >"$guest/tests/cpus"
	echo "${HOOK:-kprobe}" >"$guest/tests/hook"
	"$here/initramfs" "$kernel" "$out/guest" "$guest" >"$work/initrd"
}

# start_machine OPTIONS: what it reports can be read from file descriptor 3
start_machine() {
	rm -f "$work/report"
	mkfifo "$work/report"
	# shellcheck disable=SC2086
	"$here/vm" $1 -t $((5000 * patience)) -l "$work/console" "$kernel" "$work/initrd" \
		>"$work/report" 9>&- &
	pid=$!
	exec 3<"$work/report"
}

# stop_machine: prints nothing, whatever it is doing
stop_machine() {
	[ -z "$pid" ] || { kill "$pid" && wait "$pid"; } 2>/dev/null
	pid=
}

# Deadlines are in wall time, and only for machines that hang without noticing
# it: a boot, or the guest's own limit for a test. Under icount the guest's clock is three
# times slower than ours on an idle machine; here others run beside it.
expect_test() { deadline=$((SECONDS + 300 * patience)); }
expect_end_of_test() {
	local wall=4
	case $1 in *icount*) wall=10 ;; esac
	deadline=$((SECONDS + 120 + wall * $(limit "$name")))
}

# read_report: a line of it in REPLY; false at its end, and if none comes in time
read_report() {
	local seconds=$((deadline - SECONDS))
	[ $seconds -gt 0 ] && IFS= read -r -t $seconds -u 3
}

test_begins() {
	name=$1 begun=$SECONDS why='' wrong=()
	left=("${left[@]:1}")
	: >"$tap/$name.tap"
}

# test_ends "STATUS SECONDS": the latter by the guest's clock
test_ends() {
	settle "${1% *}" "${1#* } s in the guest, $((SECONDS - begun)) s"
	name=
}

test_prints() {
	printf '%s\n' "$1" >>"$tap/$name.tap"
	[ -z "${V:-}" ] || say "    $name: $1"
}

evidence_begins() {
	mkdir -p "$failed/$name"
	file=$failed/$name/$1
	: >"$file"
}

# follow_report OPTIONS: until the machine ends, or has not reported in time
follow_report() {
	expect_test
	while read_report; do
		case $REPLY in
		"= "*) test_begins "${REPLY#= }"; expect_end_of_test "$1" ;;
		": "*) test_prints "${REPLY#: }" ;;
		"! "*) wrong+=("${REPLY#! }") ;;
		"? "*) why=${REPLY#? } ;;
		"> "*) evidence_begins "${REPLY#> }" ;;
		"| "*) printf '%s\n' "${REPLY#| }" >>"$file" ;;
		". "*) test_ends "${REPLY#. }"; expect_test ;;
		esac
	done
	exec 3<&-
}

# end_of_machine: prints the status that it ended with, or "hung"
end_of_machine() {
	local status=0
	if [ $SECONDS -ge $deadline ]; then
		kill "$pid"
		wait "$pid" || :
		echo hung
	else
		wait "$pid" || status=$?
		echo $status
	fi
}

# cause_of_death STATUS
cause_of_death() {
	case $1 in
	0) echo "the machine ended during it" ;;
	hung) echo "the machine hung and was stopped" ;;
	100) echo "the machine died: $(grep -am1 -E 'panic|BUG|Oops' "$work/console" ||
		echo "no word on its console")" ;;
	*) echo "the machine ended with status $1" ;;
	esac
}

# emulators_fault OPTIONS: emulation in several threads races with the kernel's
# patching of its own text (static keys, ftrace) and then meets the int3 that
# stands there meanwhile. An Oops of that kind with nothing of ours in its trace
# says nothing about us; BUG(), which is an invalid opcode too, says where it is.
emulators_fault() {
	case $1 in *multi*) ;; *) return 1 ;; esac
	! grep -aq 'kernel BUG at' "$work/console" || return 1
	grep -aqE 'int3: 0000|invalid opcode: 0000' "$work/console" &&
		! sed -n '/int3: 0000\|invalid opcode: 0000/,$p' "$work/console" | grep -aq '\[listenq\]'
}

# Tests and machines that had a second try.
declare -A again

# may_try_again OPTIONS WHAT: once, if the emulator is at fault
may_try_again() {
	[ -z "${again[$2]:-}" ] && emulators_fault "$1" || return
	again[$2]=1
	say "  ${name:-between tests}: $why"
	say "  which is the emulator's fault, not the test's or the module's; once more"
}

# judge_end OPTIONS STATUS BEFORE: of a machine that ended, and had BEFORE tests to run
judge_end() {
	why=$(cause_of_death "$2")
	if [ -n "$name" ]; then
		if may_try_again "$1" "$name"; then
			left=("$name" "${left[@]}")
		else
			settle "$2" ''
		fi
	elif [ "$2" != 0 ] && ! may_try_again "$1" "$1"; then
		# Before any test: it will not boot the next time either.
		[ ${#left[@]} != "$3" ] || left=()
		echo "not ok - $why" >>"$tap/machine.tap"
		say "  $why"
		keep machine
	fi
}

# boot OPTIONS: runs the tests in $left; those that it did not come to stay there
boot() {
	local before=${#left[@]}
	name='' wrong=()
	prepare_guest "$1"
	start_machine "$1"
	follow_report "$1"
	end_of_machine >"$work/status"
	pid=
	judge_end "$1" "$(cat "$work/status")" "$before"
}
