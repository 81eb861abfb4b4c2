#!/bin/sh
# run-all.sh FOLDER OUT [LIST]: runs every trigger of LIST (default triggers.tsv: trigger, seconds to wait, kernel arguments) and says
# which log holds a report by the words of the kernel's announcements.
set -e
folder=$1 out=$2
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$out"
grep -v '^#' "${3:-$here/triggers.tsv}" | while IFS='	' read -r trigger wait append; do
    log=$out/$(printf %s "$trigger" | tr -c 'A-Za-z0-9\n' _).log
    WAIT=$wait APPEND=$append "$here/run.sh" "$folder" "$trigger" "$log"
    if grep -qE 'BUG[: ]|WARNING: |sysfs: cannot create duplicate|Oops|Kernel panic|general protection|INFO: (task|rcu)|UBSAN|divide error' "$log"; then
        printf 'crashed\t%s\n' "$trigger"
    else
        printf 'nothing\t%s\n' "$trigger"
    fi
done
