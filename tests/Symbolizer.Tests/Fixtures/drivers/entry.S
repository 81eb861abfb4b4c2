# Code of the assembler for machines of both byte orders and both sizes: only labels, alignment and words that every assembler takes.
	.text
	.globl	entry_start
	.type	entry_start, %function
entry_start:
	nop
	nop
	.size	entry_start, .-entry_start
	.globl	entry_done
	.type	entry_done, %function
entry_done:
	nop
	nop
	.size	entry_done, .-entry_done
