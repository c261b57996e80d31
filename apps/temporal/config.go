package main

import (
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Config is what FILE says. Every field is required; only ui may be null.
type Config struct {
	Postgres               Postgres `json:"postgres"`
	Ports                  Ports    `json:"ports"`
	UI                     *UI      `json:"ui"`
	HistoryShards          int32    `json:"historyShards"` // for ever: the first start writes it into the database
	TimeSkippingNamespaces []string `json:"timeSkippingNamespaces"`
	LogLevel               string   `json:"logLevel"`
	WorkDir                string   `json:"workDir"`
	StopWhenStdinCloses    bool     `json:"stopWhenStdinCloses"`
}

// Postgres is where the two databases are: what happened (Database) and what can be listed (VisibilityDatabase).
type Postgres struct {
	Host               string `json:"host"`
	Port               int    `json:"port"`
	User               string `json:"user"`
	Password           string `json:"password"` // may be empty
	Database           string `json:"database"`
	VisibilityDatabase string `json:"visibilityDatabase"`
	MaxConns           int    `json:"maxConns"`
	MaxVisibilityConns int    `json:"maxVisibilityConns"`
}

// Ports are those of the four services, all on 127.0.0.1. Clients need only the frontend's.
type Ports struct {
	Frontend     int `json:"frontend"`
	FrontendHTTP int `json:"frontendHttp"`
	History      int `json:"history"`
	Matching     int `json:"matching"`
	Worker       int `json:"worker"`
}

// UI is the web UI's port, also on 127.0.0.1.
type UI struct {
	Port int `json:"port"`
}

// A listener is a port that serve binds.
type listener struct {
	field, purpose string
	port           int
}

// listeners returns every port that serve binds, as FILE names it and as people know it.
func (c *Config) listeners() []listener {
	p := c.Ports
	all := []listener{
		{"ports.frontend", "the gRPC port that clients use", p.Frontend},
		{"ports.frontendHttp", "the frontend's HTTP API", p.FrontendHTTP},
		{"ports.history", "the history service", p.History},
		{"ports.matching", "the matching service", p.Matching},
		{"ports.worker", "the system worker", p.Worker},
	}
	if c.UI != nil {
		all = append(all, listener{"ui.port", "the web UI", c.UI.Port})
	}
	return all
}

// local is the address of a port on the only interface that is ever bound.
func local(port int) string { return net.JoinHostPort(loopback, strconv.Itoa(port)) }

const loopback = "127.0.0.1"

// readConfig reads FILE. Its errors are sentences that name the field.
func readConfig(file string) (*Config, error) {
	raw, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("cannot read the configuration: %w", err)
	}
	cfg := new(Config)
	if err := fill(reflect.ValueOf(cfg).Elem(), "", raw); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	if err := cfg.check(); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return cfg, nil
}

var (
	logLevels = []string{"debug", "info", "warn", "error"}
	// Temporal writes a database's name into SQL between double quotes, and into a URL, as it is.
	databaseName = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_-]{0,62}$`)
)

// check says what no type can: which values make sense.
func (c *Config) check() error {
	p := c.Postgres
	switch {
	case p.Host == "":
		return errors.New("postgres.host must not be empty")
	case p.User == "":
		return errors.New("postgres.user must not be empty")
	case !databaseName.MatchString(p.Database):
		return errors.New("postgres.database must be a name of letters, digits, - and _")
	case !databaseName.MatchString(p.VisibilityDatabase):
		return errors.New("postgres.visibilityDatabase must be a name of letters, digits, - and _")
	case p.Database == p.VisibilityDatabase:
		return errors.New("postgres.visibilityDatabase must be another database than postgres.database")
	case p.MaxConns < 1:
		return errors.New("postgres.maxConns must be at least 1")
	case p.MaxVisibilityConns < 1:
		return errors.New("postgres.maxVisibilityConns must be at least 1")
	case c.HistoryShards < 1:
		return errors.New("historyShards must be at least 1")
	case slices.Contains(c.TimeSkippingNamespaces, ""):
		return errors.New("timeSkippingNamespaces must not hold an empty name")
	case !slices.Contains(logLevels, c.LogLevel):
		return fmt.Errorf("logLevel must be one of %s", strings.Join(logLevels, ", "))
	case !filepath.IsAbs(c.WorkDir):
		return errors.New("workDir must be an absolute path")
	}
	field := map[int]string{}
	for _, l := range append(c.listeners(), listener{field: "postgres.port", port: p.Port}) {
		if l.port < 1 || l.port > 65535 {
			return fmt.Errorf("%s must be a port from 1 to 65535", l.field)
		}
		if other, taken := field[l.port]; taken && l.purpose != "" {
			return fmt.Errorf("%s must be another port than %s", l.field, other)
		}
		field[l.port] = l.field
	}
	return nil
}
