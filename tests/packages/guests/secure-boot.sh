# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash
# Another kernel, for which DKMS has built the module since, by a firmware with
# Secure Boot on; DKMS's key is enrolled there.
unsigned_was_loaded() { [ $(($(cat /proc/sys/kernel/tainted) & 1 << 13)) != 0 ]; }

holds "by Secure Boot Linux is locked down" says '\[integrity\]' cat /sys/kernel/security/lockdown
holds "it got DKMS's key from the firmware" says "Loaded X.509 cert 'DKMS module signing key" dmesg
holds "modules-load.d has loaded the module of this kernel" loaded
holds "its signature was accepted" not unsigned_was_loaded
holds "no unit has failed there" no_failed_unit
holds "it was loaded before sshd called listen() there" says '^128$' cell 0.0.0.0:22 backlog_asked
holds "listenq reads all tables there" says '0[.]0[.]0[.]0:22 .* sshd$' listenq -A
holds "listenq status finds nothing amiss there" listenq status
