# SPDX-License-Identifier: GPL-2.0
#
# The targets, which `make help` lists. Kbuild and module/ build the module,
# userspace/ builds the command, and tests/lib/ runs the virtual machines.

KDIR	?= /lib/modules/$(shell uname -r)/build
DESTDIR	?=
PREFIX	?= /usr/local
UNITDIR	?= $(PREFIX)/lib/systemd/system

VERSION := $(shell sed -n 's/^PACKAGE_VERSION="\(.*\)"/\1/p' dkms.conf)
DKMS_SRC := /usr/src/listenq-$(VERSION)

all: module tools

module:
	@test -e "$(KDIR)/Makefile" || { \
		echo "No kernel headers in $(KDIR): install the package linux-headers-$$(uname -r), or set KDIR=DIRECTORY." >&2; \
		exit 1; }
	$(MAKE) -C "$(KDIR)" M="$(CURDIR)" modules

tools:
	$(MAKE) -C userspace

# T="PATTERN..." selects tests in the virtual machine. K=NAME selects its kernel: one
# of tests/kernels, or debug or kcsan, which check themselves and are built first.
# KDIR=, IMAGE= and MODULES= name a kernel that you built: see tests/lib/own-kernel.
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
# DEBIAN=trixie selects the release to install the packages in (default: bookworm).
check-packages:
	@tests/lib/check packages
lint:
	@tests/lib/check lint

# SECONDS=N per fuzz target (there are two).
fuzz:
	@tests/lib/need tools fuzz
	@tests/fuzz/run $(SECONDS)

# T="PATTERN..." selects some.
bench:
	@tests/lib/bench $(T)

demo:
	@tests/lib/demo
vm:
	@tests/lib/shell

install: tools dkms-install
	$(MAKE) -C userspace install

# Install exactly the files that DKMS needs to build the module. The old module has
# to be removed before its sources are. DKMSFLAGS="-k VERSION" builds for another
# kernel than the running one. Where DKMS has hooks in /etc/kernel, as in Debian, a
# hook of ours builds the module for new kernels: see contrib/dkms/kernel-hook.
KERNEL_HOOKS ?= $(if $(wildcard /etc/kernel/postinst.d/dkms),postinst.d header_postinst.d)
KERNEL_HOOK = etc/kernel/$(dir)/listenq-dkms

dkms-install:
ifeq ($(DESTDIR),)
	@command -v dkms >/dev/null || { \
		echo "dkms is missing: install the package dkms, then run this again." >&2; exit 1; }
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

# Units for Prometheus; none is enabled.
install-systemd:
	install -d "$(DESTDIR)$(UNITDIR)"
	install -m 644 contrib/systemd/* "$(DESTDIR)$(UNITDIR)"
	install -D -m 644 contrib/preset/listenq.preset "$(DESTDIR)$(UNITDIR)-preset/80-listenq.preset"

dkms-remove:
	dkms remove listenq/$(VERSION) --all
	rm -rf "$(DKMS_SRC)" $(foreach dir,$(KERNEL_HOOKS),"/$(KERNEL_HOOK)")

# Debian packages, built in build/deb from a copy of the tree, which stays clean.
deb:
	@command -v dpkg-buildpackage >/dev/null || { \
		echo "dpkg-buildpackage is missing: install the package dpkg-dev." >&2; exit 1; }
	rm -rf build/deb
	mkdir -p build/deb/listenq
	tar -c --exclude=./build --exclude=./.git . | tar -x -C build/deb/listenq
	cd build/deb/listenq && dpkg-buildpackage -us -uc

# --nodeps: on another system than an RPM system, rpmbuild does not know what is
# installed.
rpm:
	@command -v rpmbuild >/dev/null || { \
		echo "rpmbuild is missing: install the package rpm-build, which Debian calls rpm." >&2; exit 1; }
	rm -rf build/rpm
	mkdir -p build/rpm/SOURCES
	tar -cz --exclude=./build --exclude=./.git --transform='s,^[.],listenq-$(VERSION),' \
		-f build/rpm/SOURCES/listenq-$(VERSION).tar.gz .
	rpmbuild -bb --nodeps --define "_topdir $(CURDIR)/build/rpm" contrib/rpm/listenq.spec

# Downloaded kernels are kept, in the user's cache.
clean:
	$(MAKE) -C userspace clean
	find module -type f \( -name '*.o' -o -name '*.ko' -o -name '*.mod' -o -name '*.mod.c' -o -name '.*.cmd' \) -delete
	rm -rf build Module.symvers modules.order .*.cmd

help:
	@echo "make			build the module for the running kernel, and the command"
	@echo "make module KDIR=...	build the module for the kernel with these headers"
	@echo "make tools		build the command"
	@echo "make demo		show in a virtual machine what listenq is for"
	@echo "make vm			open a shell in that virtual machine"
	@echo "make check		run all tests; check-unit, check-fleet, check-vm T='10- 20-': some"
	@echo "			check-vm K=6.12: on another kernel of tests/kernels"
	@echo "			IMAGE=bzImage KDIR=... MODULES=...: on a kernel that you built"
	@echo "			K=debug: on a kernel that checks itself (hours)"
	@echo "			K=kcsan: on a kernel that detects data races (hours)"
	@echo "			check-packages DEBIAN=trixie: in another Debian release"
	@echo "make check-all		run all tests, in both releases, on all of tests/kernels (hours)"
	@echo "make bench		measure the overhead, in instructions (minutes)"
	@echo "make lint		run static checks of the sources"
	@echo "make fuzz		fuzz the command; SECONDS=N per target"
	@echo "make install		install the command, and the module through DKMS (dkms-install)"
	@echo "make install-systemd	install units that provide the metrics for Prometheus"
	@echo "make dkms-remove	remove the module from DKMS"
	@echo "make deb		build Debian packages in build/deb (needs those in debian/control)"
	@echo "make rpm		build RPM packages in build/rpm"
	@echo "make clean		remove what was built"

.PHONY: all module tools check check-all check-unit check-vm check-fleet check-packages lint fuzz bench \
	demo vm install dkms-install dkms-remove deb rpm install-systemd clean help
