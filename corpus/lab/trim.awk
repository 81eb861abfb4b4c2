# Keeps the lines that name kernel and command line, and all from the trigger on; drops what the lab itself says at the end.
{ gsub(/\r/, ""); gsub(/\033\[[0-9;?]*[A-Za-z]|\033c/, "") }
!started && /Linux version|Kernel command line|DMI: .*BIOS|Machine model/ { sub(/^[^[]*\[/, "["); print; next }
/^lab: trigger / { started = 1; print; next }
/^lab: / || /reboot: |ACPI: PM: Preparing/ { next }
started
