// Command jornada-temporal is the real Temporal server and its web UI in one binary, on PostgreSQL.
//
//	jornada-temporal schema --config FILE    create or update both databases
//	jornada-temporal serve  --config FILE    run the server and its web UI until told to stop
//	jornada-temporal version                 say what was built in, as one line of JSON
//
// It ends with 0, or with one sentence on stderr and 2 (a mistake in the command or in FILE),
// 3 (a port is taken) or 1 (anything else).
package main

import (
	"errors"
	"fmt"
	"os"
	"strings"
	_ "time/tzdata" // Schedules name time zones, and not every machine has them.

	ui "github.com/temporalio/ui-server/v2/server/version"
	"go.temporal.io/server/common/headers"
)

const (
	codeFailed   = 1
	codeMistake  = 2
	codePortUsed = 3
)

// exit is an error that chooses the process's exit code.
type exit struct {
	code int
	error
}

func main() {
	if err := run(os.Args[1:]); err != nil {
		fail(err)
	}
}

func run(args []string) error {
	if len(args) == 1 && args[0] == "version" {
		fmt.Printf("{\"server\":%q,\"ui\":%q}\n", headers.ServerVersion, ui.UIVersion)
		return nil
	}
	commands := map[string]func(*Config) error{"schema": migrate, "serve": serve}
	if len(args) != 3 || commands[args[0]] == nil || args[1] != "--config" {
		return exit{codeMistake, errors.New("say one of: schema --config FILE, serve --config FILE, version")}
	}
	config, err := readConfig(args[2])
	if err != nil {
		return exit{codeMistake, err}
	}
	return commands[args[0]](config)
}

// fail ends the process with the error as one line.
func fail(err error) {
	code := codeFailed
	if e, ok := errors.AsType[exit](err); ok {
		code = e.code
	}
	sentence := strings.Join(strings.Fields(err.Error()), " ")
	fmt.Fprintln(os.Stderr, "jornada-temporal:", sentence)
	os.Exit(code)
}
