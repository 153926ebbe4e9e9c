//go:build !purego

#include "textflag.h"

// Both functions take eight numbers at a time, and of the last eight those that are
// left: their lanes are the ones of K7. Arrays of numbers have room for eight more.

DATA mixing<>+0(SB)/8, $0xbf58476d1ce4e5b9
DATA mixing<>+8(SB)/8, $0x94d049bb133111eb
GLOBL mixing<>(SB), RODATA|NOPTR, $16

// MIX is Mix of the numbers in Z; S is scratch. Z16 and Z17 hold its two factors.
#define MIX(Z, S) \
	VPSRLQ  $30, Z, S \
	VPXORQ  S, Z, Z   \
	VPMULLQ Z16, Z, Z \
	VPSRLQ  $27, Z, S \
	VPXORQ  S, Z, Z   \
	VPMULLQ Z17, Z, Z \
	VPSRLQ  $31, Z, S \
	VPXORQ  S, Z, Z

// LANES sets K7 to the lanes of the next CX numbers: eight, or those that are left.
#define LANES(full) \
	KXNORB K7, K7, K7 \
	CMPQ   CX, $8     \
	JGE    full       \
	MOVQ   $1, AX     \
	SHLQ   CX, AX     \
	DECQ   AX         \
	KMOVB  AX, K7

// func leastOf(least *uint64, keys *Key, n int, adds *uint64, people int, below, at uint64)
TEXT ·leastOf(SB), NOSPLIT, $0-56
	MOVQ least+0(FP), DI
	MOVQ keys+8(FP), SI
	MOVQ n+16(FP), CX
	MOVQ adds+24(FP), R8
	MOVQ people+32(FP), R9
	MOVQ below+40(FP), R11
	VPBROADCASTQ mixing<>+0(SB), Z16
	VPBROADCASTQ mixing<>+8(SB), Z17
	VPBROADCASTQ below+40(FP), Z18
	VPBROADCASTQ at+48(FP), Z19

keys:
	LANES(full)

full:
	VMOVDQU64.Z (SI), K7, Z0
	VPADDQ.BCST (R8), Z0, Z1 // the first person's numbers
	MIX(Z1, Z5)
	VMOVDQA64 Z1, Z2         // the least so far
	MOVQ $1, R10

people:
	CMPQ R10, R9
	JGE  coins
	VPADDQ.BCST (R8)(R10*8), Z0, Z3
	MIX(Z3, Z5)
	VPMINUQ Z3, Z2, Z2
	INCQ R10
	JMP  people

coins:
	TESTQ R11, R11
	JE    told
	VPADDQ Z19, Z0, Z3
	MIX(Z3, Z5)
	VPCMPUQ $1, Z18, Z3, K1  // where it is less than below,
	VMOVDQA64 Z1, K1, Z2     // all have the first person's

told:
	VMOVDQU64 Z2, (DI)
	ADDQ $64, SI
	ADDQ $64, DI
	SUBQ $8, CX
	JG   keys
	VZEROUPPER
	RET

// func endsOf(times *model.Tick, numbers *uint64, n int, from *model.Tick, step int, lines *line, until model.Tick, later *uint8, lower bool)
TEXT ·endsOf(SB), NOSPLIT, $0-65
	MOVQ times+0(FP), DI
	MOVQ numbers+8(FP), SI
	MOVQ n+16(FP), CX
	MOVQ from+24(FP), R8
	MOVQ step+32(FP), R9
	MOVQ lines+40(FP), R10
	MOVQ later+56(FP), R11
	MOVBQZX lower+64(FP), R12
	VPBROADCASTQ until+48(FP), Z18
	MOVQ $1, AX
	SHLQ $61, AX
	VPBROADCASTQ AX, Z19 // model.Never
	SHLQ $1, AX
	VPBROADCASTQ AX, Z20 // refined

numbers:
	LANES(full)

full:
	VMOVDQU64 (SI), Z0
	VPSRLQ $53, Z0, Z1
	VPADDQ Z1, Z1, Z1    // a line is two numbers
	VCVTQQ2PD Z0, Z4
	KMOVB K7, K1
	VGATHERQPD 8(R10)(Z1*8), K1, Z3 // slopes
	KMOVB K7, K2
	VGATHERQPD (R10)(Z1*8), K2, Z2  // bases
	VMULPD Z3, Z4, Z4
	VADDPD Z2, Z4, Z4
	VCVTTPD2QQ Z4, Z5    // waits
	VPCMPQ $5, Z20, Z5, K7, K3 // not less than refined
	KMOVB K3, AX
	MOVB AX, (R11)
	VMOVDQU64.Z (R8), K7, Z6
	VPADDQ Z6, Z5, Z5    // ends
	VPCMPQ $6, Z18, Z5, K4 // greater than until
	VMOVDQA64 Z19, K4, Z5
	TESTQ R12, R12
	JE    set
	VMOVDQU64.Z (DI), K7, Z7
	VPMINSQ Z7, Z5, Z5

set:
	VMOVDQU64 Z5, K7, (DI)
	ADDQ R9, R8
	ADDQ $64, SI
	ADDQ $64, DI
	INCQ R11
	SUBQ $8, CX
	JG   numbers
	VZEROUPPER
	RET
