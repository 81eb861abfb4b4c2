#!/bin/sh
# run.sh FOLDER TRIGGER LOG: boots the kernel of image.sh under QEMU, pulls the trigger, leaves the trimmed console in LOG.
# Environment: QEMU, MACHINE, CONSOLE for other architectures; WAIT (seconds after the trigger, 3), LIMIT (seconds for all, 120),
# APPEND (more kernel arguments).
set -e
folder=$1 trigger=$2 log=$3
here=$(cd "$(dirname "$0")" && pwd)
console=${CONSOLE:-ttyS0}
timeout -k 5 "${LIMIT:-120}" ${QEMU:-qemu-system-x86_64} ${MACHINE:--M q35 -cpu max} -accel tcg -smp 2 -m 512 \
    -nographic -no-reboot -nodefaults -serial stdio -monitor none -kernel "$folder/kernel" -initrd "$folder/initrd" \
    -append "console=$console panic=-1 ignore_loglevel kc=$trigger kcwait=${WAIT:-3} $APPEND" < /dev/null > "$log.raw" || true
awk -f "$here/trim.awk" "$log.raw" > "$log"
rm -f "$log.raw"
