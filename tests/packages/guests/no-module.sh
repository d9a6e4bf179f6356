# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash
# A kernel for which no module was built.

# What systemd's own unit does with a module that is not there is its matter: that
# of Debian 13 fails.
others_failed() { systemctl --failed --no-legend | grep -v 'systemd-modules-load[.]service'; }

holds "a kernel without the module boots, and all units but that for modules are well" not others_failed
holds "it is said that there is no module" \
	says "Failed to find module 'listenq'" sh -c 'journalctl -b; dmesg'
holds "listenq shows the accept queues all the same" says '0[.]0[.]0[.]0:22 .* 0/129 .* sshd$' listenq
holds "and says what is missing" says 'the module is not loaded' listenq
