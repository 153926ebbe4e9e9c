//go:build !purego

#include "textflag.h"

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

// func endsOf(times *model.Tick, keys *Key, n int, adds *uint64, people int, below, at uint64, from *model.Tick, step int, until model.Tick, lines *line, later *uint8, lower bool)
//
// Eight times are taken at a time, and of the last eight those that are left: their
// lanes are the ones of K7.
TEXT ·endsOf(SB), NOSPLIT, $0-97
	MOVQ times+0(FP), DI
	MOVQ keys+8(FP), SI
	MOVQ n+16(FP), CX
	MOVQ adds+24(FP), R8
	MOVQ people+32(FP), R9
	MOVQ below+40(FP), R11
	MOVQ from+56(FP), R12
	MOVQ step+64(FP), R13
	MOVQ lines+80(FP), DX
	MOVQ later+88(FP), BX
	MOVBQZX lower+96(FP), R15
	VPBROADCASTQ mixing<>+0(SB), Z16
	VPBROADCASTQ mixing<>+8(SB), Z17
	VPBROADCASTQ below+40(FP), Z18
	VPBROADCASTQ at+48(FP), Z19
	VPBROADCASTQ until+72(FP), Z20
	MOVQ $1, AX
	SHLQ $61, AX
	VPBROADCASTQ AX, Z21 // model.Never
	SHLQ $1, AX
	VPBROADCASTQ AX, Z22 // refined

times:
	KXNORB K7, K7, K7
	CMPQ   CX, $8
	JGE    draw
	MOVQ   $1, AX
	SHLQ   CX, AX
	DECQ   AX
	KMOVB  AX, K7

draw:
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
	JE    look
	VPADDQ Z19, Z0, Z3
	MIX(Z3, Z5)
	VPCMPUQ $1, Z18, Z3, K1  // where it is less than below,
	VMOVDQA64 Z1, K1, Z2     // all have the first person's

look:
	VPSRLQ $53, Z2, Z1
	VPADDQ Z1, Z1, Z1        // a line is two numbers
	VCVTQQ2PD Z2, Z4
	KMOVB K7, K1
	VGATHERQPD 8(DX)(Z1*8), K1, Z3 // slopes
	KMOVB K7, K2
	VGATHERQPD (DX)(Z1*8), K2, Z5  // bases
	VMULPD Z3, Z4, Z4
	VADDPD Z5, Z4, Z4
	VCVTTPD2QQ Z4, Z4        // waits
	VPCMPQ $5, Z22, Z4, K7, K3 // not less than refined
	KMOVB K3, AX
	MOVB AX, (BX)
	VMOVDQU64.Z (R12), K7, Z6
	VPADDQ Z6, Z4, Z4        // ends
	VPCMPQ $6, Z20, Z4, K4   // greater than until
	VMOVDQA64 Z21, K4, Z4
	TESTQ R15, R15
	JE    set
	VMOVDQU64.Z (DI), K7, Z7
	VPMINSQ Z7, Z4, Z4

set:
	VMOVDQU64 Z4, K7, (DI)
	ADDQ R13, R12
	ADDQ $64, SI
	ADDQ $64, DI
	INCQ BX
	SUBQ $8, CX
	JG   times
	VZEROUPPER
	RET
