#!/bin/sh
# image.sh FOLDER KERNEL [MODULE.ko...]: puts a kernel and an initramfs with init and the modules into FOLDER.
# CC (default gcc) compiles init; for another architecture: CC=aarch64-linux-gnu-gcc.
set -e
folder=$1 kernel=$2
shift 2
here=$(cd "$(dirname "$0")" && pwd)
rm -rf "$folder/root"
mkdir -p "$folder/root/proc" "$folder/root/sys" "$folder/root/dev"
cp "$kernel" "$folder/kernel"
${CC:-gcc} -static -O2 -Wall -Wno-unused-result -o "$folder/root/init" "$here/init.c"
for module in "$@"; do
    cp "$module" "$folder/root/"
done
(cd "$folder/root" && find . | cpio -o -H newc --quiet | gzip -1) > "$folder/initrd"
rm -rf "$folder/root"
