#!/bin/sh
# Makes the images of this folder. They are checked in, so that tests need no compiler. Made with Debian 12's gcc 12, binutils 2.40, llvm 16, and rustc.
set -e
map="$PWD=/build/linux-1.0"
flags="-O2 -g -fno-asynchronous-unwind-tables -fno-pie -ffreestanding -fdebug-prefix-map=$map"
link="-nostdlib -static -no-pie -Wl,-e,main -Wl,--build-id=sha1"
for version in 4 5; do
	gcc $flags -gdwarf-$version $link -o widget-dwarf$version drivers/widget.c drivers/gadget.c
done
gcc $flags -gdwarf-5 $link -gz=zlib -o widget-zlib drivers/widget.c drivers/gadget.c
gcc $flags -gdwarf-5 -ffunction-sections -c -o widget.ko drivers/widget.c
gcc -O2 -c -o aliased.ko drivers/aliased.c
objcopy --compress-debug-sections=zstd widget-dwarf5 widget-zstd
llvm-gsymutil-16 --convert=widget-dwarf5 --out-file=widget-llvm.gsym >/dev/null
for triple in s390x armv7 mips riscv64 aarch64 i386; do
	llvm-mc-16 -triple=$triple-unknown-linux -filetype=obj -g -dwarf-version=5 -fdebug-prefix-map=$map -o entry-$triple.o drivers/entry.S
done
rustc -O -g -C symbol-mangling-version=v0 -C panic=abort --remap-path-prefix $map --emit=obj -o sprocket.o drivers/sprocket.rs
