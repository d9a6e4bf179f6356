# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash
# This machine is an amd64 one; a kernel may be of another architecture.

# arch_of KERNEL-DIR: as Debian calls it
arch_of() { cat "$1/arch" 2>/dev/null || echo amd64; }

# kernel_needs NAME: what `need` is to see to, beside the rest, for that kernel
kernel_needs() {
	case $1 in
	debian) ;;
	debug | kcsan) echo debug ;;
	*-arm64) echo kernels arm64 ;;
	*) echo kernels ;;
	esac
}

# cross ARCHITECTURE: what the names of its compiler and its libraries' directory
# begin with; nothing for this machine's.
cross() {
	case $1 in
	amd64) ;;
	arm64) echo aarch64-linux-gnu ;;
	*) die "there is no way here to build for $1." ;;
	esac
}

# program USERLAND NAME: the file of one that the guest is to have
program() {
	local PATH=$PATH:/usr/sbin:/sbin
	[ -z "$1" ] || PATH=$1/usr/bin:$1/usr/sbin
	command -v "$2" || die "the guest needs $2, which is not here."
}
