//go:build unix && !linux

package main

import "os"

func wasClosed(*os.File) bool { return false }
