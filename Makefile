# SPDX-License-Identifier: GPL-2.0
#
# The verbs; `make help` lists them. The module is built by Kbuild and module/,
# the command by userspace/, everything about virtual machines by tests/lib/.

KDIR	?= /lib/modules/$(shell uname -r)/build
DESTDIR	?=
PREFIX	?= /usr/local
UNITDIR	?= $(PREFIX)/lib/systemd/system

VERSION := $(shell sed -n 's/^PACKAGE_VERSION="\(.*\)"/\1/p' dkms.conf)
DKMS_SRC := /usr/src/listenq-$(VERSION)

all: module tools

module:
	@test -e "$(KDIR)/Makefile" || { \
		echo "No kernel headers in $(KDIR): install the package linux-headers-$$(uname -r), or say KDIR=DIRECTORY." >&2; \
		exit 1; }
	$(MAKE) -C "$(KDIR)" M="$(CURDIR)" modules

tools:
	$(MAKE) -C userspace

# T="PATTERN..." picks tests of the virtual machine, K=NAME its kernel, one of
# tests/kernels, or debug or kcsan, which check themselves and are built first.
check:
	@tests/lib/check
check-all:
	@tests/lib/check-all
check-unit:
	@tests/lib/check unit
check-vm:
	@tests/lib/check vm
check-fleet:
	@tests/lib/check fleet
# DEBIAN=trixie is another to install them in (bookworm).
check-packages:
	@tests/lib/check packages
lint:
	@tests/lib/check lint

# SECONDS=N for each of the two.
fuzz:
	@tests/lib/need tools fuzz
	@tests/fuzz/run $(SECONDS)

# T="PATTERN..." picks some.
bench:
	@tests/lib/bench $(T)

demo:
	@tests/lib/demo
vm:
	@tests/lib/shell

install: tools dkms-install
	$(MAKE) -C userspace install

# What DKMS keeps is what the module is built from, and nothing else. It needs
# the old sources to forget the old module. DKMSFLAGS="-k VERSION" builds for
# another kernel than the one that runs. Where DKMS has hooks in /etc/kernel, as
# in Debian, new kernels get their module by a hook of ours, which says why.
KERNEL_HOOKS ?= $(if $(wildcard /etc/kernel/postinst.d/dkms),postinst.d header_postinst.d)
KERNEL_HOOK = etc/kernel/$(dir)/listenq-dkms

dkms-install:
ifeq ($(DESTDIR),)
	@command -v dkms >/dev/null || { \
		echo "dkms is not here: install the package dkms, then say this again." >&2; exit 1; }
	dkms remove listenq/$(VERSION) --all >/dev/null 2>&1 || :
endif
	rm -rf "$(DESTDIR)$(DKMS_SRC)"
	find dkms.conf Kbuild module -type f \( -name '*.[chS]' -o -name Kbuild -o -name dkms.conf \) \
		! -name '*.mod.c' -exec install -D -m 644 {} "$(DESTDIR)$(DKMS_SRC)/{}" \;
ifneq ($(KERNEL_HOOKS),)
	sed -i '/^AUTOINSTALL=/d' "$(DESTDIR)$(DKMS_SRC)/dkms.conf"
	$(foreach dir,$(KERNEL_HOOKS),install -D contrib/dkms/kernel-hook "$(DESTDIR)/$(KERNEL_HOOK)" &&) :
endif
ifeq ($(DESTDIR),)
	dkms add listenq/$(VERSION)
	dkms build listenq/$(VERSION) $(DKMSFLAGS)
	dkms install listenq/$(VERSION) $(DKMSFLAGS)
endif

# Units for Prometheus: nothing is enabled.
install-systemd:
	install -d "$(DESTDIR)$(UNITDIR)"
	install -m 644 contrib/systemd/* "$(DESTDIR)$(UNITDIR)"

dkms-remove:
	dkms remove listenq/$(VERSION) --all
	rm -rf "$(DKMS_SRC)" $(foreach dir,$(KERNEL_HOOKS),"/$(KERNEL_HOOK)")

# Debian's packages, in build/deb, of a copy: what the build leaves is not ours.
deb:
	@command -v dpkg-buildpackage >/dev/null || { \
		echo "dpkg-buildpackage is not here: install the package dpkg-dev." >&2; exit 1; }
	rm -rf build/deb
	mkdir -p build/deb/listenq
	tar -c --exclude=./build --exclude=./.git . | tar -x -C build/deb/listenq
	cd build/deb/listenq && dpkg-buildpackage -us -uc

# On what is no RPM system RPM cannot know what is installed, hence --nodeps.
rpm:
	@command -v rpmbuild >/dev/null || { \
		echo "rpmbuild is not here: install the package rpm-build, which Debian calls rpm." >&2; exit 1; }
	rm -rf build/rpm
	mkdir -p build/rpm/SOURCES
	tar -cz --exclude=./build --exclude=./.git --transform='s,^[.],listenq-$(VERSION),' \
		-f build/rpm/SOURCES/listenq-$(VERSION).tar.gz .
	rpmbuild -bb --nodeps --define "_topdir $(CURDIR)/build/rpm" contrib/rpm/listenq.spec

# The kernels that were fetched stay: they are in the user's cache.
clean:
	$(MAKE) -C userspace clean
	find module -type f \( -name '*.o' -o -name '*.ko' -o -name '*.mod' -o -name '*.mod.c' -o -name '.*.cmd' \) -delete
	rm -rf build Module.symvers modules.order .*.cmd

help:
	@echo "make			the module for the running kernel, and the command"
	@echo "make module KDIR=...	the module for the kernel with these headers"
	@echo "make tools		the command"
	@echo "make demo		a virtual machine shows what listenq is for"
	@echo "make vm			a shell in that virtual machine"
	@echo "make check		all tests; check-unit, check-fleet, check-vm T='10- 20-' some of them"
	@echo "			check-vm K=6.12 on another kernel of tests/kernels,"
	@echo "			K=debug on one that checks itself (hours),"
	@echo "			K=kcsan on one that looks for data races (hours),"
	@echo "			check-packages DEBIAN=trixie in another Debian"
	@echo "make check-all		all tests, in both Debians, on all kernels of tests/kernels (hours)"
	@echo "make bench		what it costs, in instructions (minutes)"
	@echo "make lint		what can be said of the sources without running them"
	@echo "make fuzz		input at random for the command; SECONDS=N"
	@echo "make install		the command, and the module through DKMS (also dkms-install)"
	@echo "make install-systemd	units that give node_exporter or Prometheus the metrics"
	@echo "make dkms-remove	takes the module out of DKMS again"
	@echo "make deb		Debian's packages, in build/deb (needs those in debian/control)"
	@echo "make rpm		RPM packages, in build/rpm"
	@echo "make clean		removes what was built"

.PHONY: all module tools check check-all check-unit check-vm check-fleet check-packages lint fuzz bench \
	demo vm install dkms-install dkms-remove deb rpm install-systemd clean help
