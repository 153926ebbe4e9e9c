//go:build !unix

package main

import "os"

func hangups() []os.Signal { return nil }

func wasClosed(*os.File) bool { return false }
