// Reads compose.yaml as Docker Compose does, by its own library, which judges it by the compose specification's schema:
//
//	cd .ci/compose && go run . ../../compose.yaml
package main

import (
	"context"
	"fmt"
	"os"

	"github.com/compose-spec/compose-go/v2/cli"
)

func main() {
	options, err := cli.NewProjectOptions(os.Args[1:], cli.WithEnv([]string{
		"POSTGRES_PASSWORD=of-a-check", "JORNADA_MASTER_KEY=of-a-check", "JORNADA_ADMIN_KEY=of-a-check",
	}))
	if err == nil {
		project, loadError := options.LoadProject(context.Background())
		if err = loadError; err == nil {
			fmt.Println(project.Name, project.ServiceNames())
			return
		}
	}
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}
