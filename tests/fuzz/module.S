/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The smallest module, for a fuzzer to begin with. */
	.section .modinfo, "a"
	.asciz "license=GPL"
	.asciz "name=stap_hello"
	.asciz "vermagic=6.1.0 SMP"
	.section .gnu.linkonce.this_module, "aw"
	.zero 24
	.asciz "stap_hello"
	.zero 32
	.section .stap_privilege, "aw"
	.long 2
	.section .note.GNU-stack, "", @progbits
