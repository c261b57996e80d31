package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/signal"
	"syscall"
	"time"

	ui "github.com/temporalio/ui-server/v2/server"
	uiconfig "github.com/temporalio/ui-server/v2/server/config"
	uioptions "github.com/temporalio/ui-server/v2/server/server_options"
	"go.temporal.io/api/workflowservice/v1"
	"go.temporal.io/server/temporal"
	"go.uber.org/dig"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	health "google.golang.org/grpc/health/grpc_health_v1"
)

const (
	readyWithin = 60 * time.Second
	stopWithin  = 10 * time.Second
)

// serve runs the server and its web UI until SIGINT, SIGTERM or, where asked for, the end of stdin. It says on stdout
// that it is ready, once, and nothing else.
func serve(c *Config) error {
	if err := os.Chdir(c.WorkDir); err != nil {
		return exit{codeMistake, fmt.Errorf("workDir cannot be used: %w", err)}
	}
	if err := checkPorts(c); err != nil {
		return exit{codePortUsed, err}
	}
	if err := checkDatabases(c); err != nil {
		return err
	}
	stdout := os.Stdout
	os.Stdout = os.Stderr // where libraries may print what they like

	stopped := untilToldToStop(c)
	server, err := temporal.NewServer(
		temporal.ForServices(temporal.DefaultServices),
		temporal.WithConfig(engineConfig(c)),
		temporal.WithDynamicConfigClient(engineSettings(c)),
		temporal.WithStaticHosts(engineHosts(c)),
	)
	if err != nil {
		return fmt.Errorf("the Temporal server cannot be set up: %w", dig.RootCause(err))
	}
	if err := server.Start(); err != nil {
		return fmt.Errorf("the Temporal server cannot start: %w", dig.RootCause(err))
	}
	stopUI := startUI(c)
	if err := untilReady(stopped, c); err == nil {
		fmt.Fprintln(stdout, announcement(c))
	} else if stopped.Err() == nil {
		return err
	}
	<-stopped.Done()
	stopUI()
	return server.Stop()
}

// checkPorts finds a port that somebody else listens on before Temporal does, which would end in a stack trace.
func checkPorts(c *Config) error {
	for _, l := range c.listeners() {
		free, err := net.Listen("tcp", local(l.port))
		if errors.Is(err, syscall.EADDRINUSE) {
			return fmt.Errorf("port %d (%s, %s) is already in use", l.port, l.field, l.purpose)
		} else if err != nil {
			return fmt.Errorf("port %d (%s, %s) cannot be opened: %w", l.port, l.field, l.purpose, err)
		}
		free.Close()
	}
	return nil
}

// untilToldToStop returns a context that ends with SIGINT, SIGTERM or, where asked for, stdin: a parent that is killed
// takes its end of that pipe along. More signals change nothing: Ctrl-C reaches the parent too, which passes it on.
func untilToldToStop(c *Config) context.Context {
	told, stop := context.WithCancel(context.Background())
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	go func() {
		<-signals
		stop()
	}()
	if c.StopWhenStdinCloses {
		go func() {
			io.Copy(io.Discard, os.Stdin)
			stop()
		}()
	}
	context.AfterFunc(told, func() {
		// Temporal may take minutes to stop, and for ever to start. Ending it in the middle costs nothing: it is made to crash.
		time.AfterFunc(stopWithin, func() { fail(fmt.Errorf("still busy %s after being told to stop", stopWithin)) })
	})
	return told
}

// startUI returns what stops it.
func startUI(c *Config) (stop func()) {
	if c.UI == nil {
		return func() {}
	}
	server := ui.NewServer(uioptions.WithConfigProvider(&uiconfig.Config{
		Host:                loopback,
		Port:                c.UI.Port,
		TemporalGRPCAddress: local(c.Ports.Frontend),
		EnableUI:            true,
		DefaultNamespace:    "jornada",
		HideLogs:            true,
		DisableNewsFetch:    true,
		CORS:                uiconfig.CORS{CookieInsecure: true}, // http, as ever on loopback
	}))
	go server.Start() // ends the process itself when it fails
	return server.Stop
}

// untilReady waits until the frontend says that it serves, and the web UI listens.
func untilReady(ctx context.Context, c *Config) error {
	ctx, cancel := context.WithTimeout(ctx, readyWithin)
	defer cancel()
	conn, err := grpc.NewClient(local(c.Ports.Frontend), grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		return err
	}
	defer conn.Close()
	question := &health.HealthCheckRequest{Service: workflowservice.WorkflowService_ServiceDesc.ServiceName}
	for {
		answer, err := health.NewHealthClient(conn).Check(ctx, question, grpc.WaitForReady(true))
		if err == nil && answer.Status == health.HealthCheckResponse_SERVING && isUIListening(c) {
			return nil
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("the Temporal server was not ready after %s", readyWithin)
		case <-time.After(10 * time.Millisecond):
		}
	}
}

func isUIListening(c *Config) bool {
	if c.UI == nil {
		return true
	}
	conn, err := net.Dial("tcp", local(c.UI.Port))
	if err == nil {
		conn.Close()
	}
	return err == nil
}

// announcement is the line that the launcher waits for.
func announcement(c *Config) string {
	line := struct {
		Ready    bool    `json:"ready"`
		Frontend string  `json:"frontend"`
		UI       *string `json:"ui"`
	}{Ready: true, Frontend: local(c.Ports.Frontend)}
	if c.UI != nil {
		line.UI = new("http://" + local(c.UI.Port))
	}
	text, _ := json.Marshal(line) // of two strings, which cannot fail
	return string(text)
}
