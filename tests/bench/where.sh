# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=dash
# For the benches with "# vm: counts", after measure.sh: what was executed where.

# shellcheck disable=SC2154 # lib.sh sets tmp
[ "$(uname -m)" = x86_64 ] || skip_all "the marks that QEMU's plugin knows are an instruction of amd64"

# learn_symbols: of the kernel and of the modules that are there now; of several
# names for one address the last is taken
learn_symbols() {
	awk '$2 ~ /^[tTwW]$/ { print $1, $3 $4 }' /proc/kallsyms | sort >"$tmp/symbols"
	echo "end end" >>"$tmp/symbols"
}

# profile: "FUNCTION CALLS INSTRUCTIONS" of all that was executed between the last
# two marks; "user" is user space. A call is that the first instruction was
# executed.
profile() {
	traffic counts | awk -v symbols="$tmp/symbols" '
		{
			while (address <= $1 && name != "end") {
				at = address
				in_ = name
				getline line <symbols
				split(line, word)
				address = word[1]
				name = word[2]
			}
		}
		$1 < "ffffffff80000000" { in_ = "user" }
		{ instructions[in_] += $2 }
		$1 == at { calls[in_] += $2 }
		END { for (in_ in instructions) print in_, calls[in_] + 0, instructions[in_] }'
}

# calls FUNCTION, instructions [FUNCTION]: of the profile that is read
calls() { awk -v name="$1" '$1 == name { print $2 }'; }
instructions() { awk -v name="${1:-}" 'name == "" || $1 == name { n += $3 } END { printf "%.0f\n", n }'; }
