package main

import (
	"runtime/debug"

	"github.com/spf13/cobra"
)

// version is that of this program, as CHANGELOG has it.
const version = "0.1.0"

func (a *app) versionCommand() *cobra.Command {
	return &cobra.Command{
		Use: "version", Short: "Print the version", GroupID: groupMore,
		Example: "  harkara version",
		Args:    exactly(0, "no arguments"),
		RunE: func(*cobra.Command, []string) error {
			return a.writeOut("", []byte(a.versionText()))
		},
	}
}

// versionText is the line that tells the version.
func (a *app) versionText() string {
	with := ""
	if info, ok := debug.ReadBuildInfo(); ok {
		with = info.GoVersion
	}
	return a.spoken().Text("version", version, with) + "\n"
}
