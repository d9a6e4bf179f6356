# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash
# The packages have just been installed, the kernel trusts no key of DKMS's.

# scrape: what a Prometheus gets, by the units of the package
scrape() {
	systemctl start listenq-metrics.socket
	exec 4<>/dev/tcp/127.0.0.1/10929
	printf 'GET /metrics HTTP/1.0\r\n\r\n' >&4
	cat <&4
	exec 4>&-
}
off() { ! systemctl is-enabled "$@"; }
file=$(modinfo -n listenq)

holds "modules-load.d has loaded the module" systemctl is-active systemd-modules-load
holds "it is the one that DKMS has built" says /updates/dkms/listenq.ko echo "$file"
holds "it is there" loaded
holds "no unit has failed" no_failed_unit
holds "/proc/net/listenq has sshd" says '^0[.]0[.]0[.]0:22 ' cat /proc/net/listenq
holds "it was loaded before sshd called listen()" says '^128$' cell 0.0.0.0:22 backlog_asked
holds "listenq names sshd" says '0[.]0[.]0[.]0:22 .* sshd$' listenq
holds "listenq status finds nothing amiss" listenq status

holds "no unit is turned on" off listenq-textfile.timer listenq-metrics.socket
holds "the socket unit answers a scrape" says '^listenq_up 1' scrape

cp "$file" /root/
holds "both packages can be purged" dpkg --purge listenq listenq-dkms
holds "the module is no longer loaded" not loaded
holds "nor is it in the file system" silent find /lib/modules /var/lib/dkms -name 'listenq*'

# What Secure Boot does, which is not undone before the next boot.
echo integrity >/sys/kernel/security/lockdown
holds "under lockdown what DKMS has signed may not be loaded" \
	says 'Operation not permitted' insmod "/root/${file##*/}"
echo 1 >/sys/module/module/parameters/sig_enforce
holds "where a known key has to have signed it, it is rejected" \
	says 'Key was rejected by service' insmod "/root/${file##*/}"
holds "and the kernel says why" says 'module with unavailable key' dmesg
