package main

import (
	"net"
	"strconv"
	"time"

	"go.temporal.io/server/common/cluster"
	"go.temporal.io/server/common/config"
	dc "go.temporal.io/server/common/dynamicconfig"
	"go.temporal.io/server/common/log"
	"go.temporal.io/server/common/membership/static"
	"go.temporal.io/server/common/persistence/sql/sqlplugin/postgresql"
	"go.temporal.io/server/common/primitives"
)

// engineConfig is what Temporal would otherwise read from its YAML file: one node that is a whole cluster.
func engineConfig(c *Config) *config.Config {
	const self = "active"
	service := func(port, httpPort int) config.Service {
		return config.Service{RPC: config.RPC{GRPCPort: port, HTTPPort: httpPort, BindOnIP: loopback}}
	}
	p := c.Ports
	return &config.Config{
		Log: log.Config{Level: c.LogLevel, Format: "json"}, // to stderr
		Persistence: config.Persistence{
			DefaultStore:     "core",
			VisibilityStore:  "visibility",
			NumHistoryShards: c.HistoryShards,
			DataStores: map[string]config.DataStore{
				"core":       {SQL: c.Postgres.store(c.Postgres.Database, c.Postgres.MaxConns)},
				"visibility": {SQL: c.Postgres.store(c.Postgres.VisibilityDatabase, c.Postgres.MaxVisibilityConns)},
			},
		},
		Services: map[string]config.Service{
			"frontend": service(p.Frontend, p.FrontendHTTP),
			"history":  service(p.History, 0),
			"matching": service(p.Matching, 0),
			"worker":   service(p.Worker, 0),
		},
		ClusterMetadata: &cluster.Config{
			FailoverVersionIncrement: 10,
			MasterClusterName:        self,
			CurrentClusterName:       self,
			ClusterInformation: map[string]cluster.ClusterInformation{self: {
				Enabled: true, InitialFailoverVersion: 1,
				RPCAddress: local(p.Frontend), HTTPAddress: local(p.FrontendHTTP),
			}},
		},
		DCRedirectionPolicy: config.DCRedirectionPolicy{Policy: "noop"},
		PublicClient:        config.PublicClient{HostPort: local(p.Frontend)},
	}
}

// engineHosts says where the four services are. Without it they would find one another by gossip, and after a restart
// on other ports look for half a minute for those that were there before.
func engineHosts(c *Config) map[primitives.ServiceName]static.Hosts {
	only := func(port int) static.Hosts { return static.Hosts{All: []string{local(port)}, Self: local(port)} }
	return map[primitives.ServiceName]static.Hosts{
		primitives.FrontendService: only(c.Ports.Frontend),
		primitives.HistoryService:  only(c.Ports.History),
		primitives.MatchingService: only(c.Ports.Matching),
		primitives.WorkerService:   only(c.Ports.Worker),
	}
}

// store is how Temporal reaches one of the two databases.
func (p Postgres) store(database string, maxConns int) *config.SQL {
	return &config.SQL{
		PluginName:      postgresql.PluginNamePGX, // half the CPU of the plain one
		ConnectProtocol: "tcp",
		ConnectAddr:     net.JoinHostPort(p.Host, strconv.Itoa(p.Port)),
		DatabaseName:    database,
		// Not as User and Password: those go into the connection's URL with a space turned to +, and @ left alone.
		ConnectAttributes: map[string]string{"user": p.User, "password": p.Password},
		MaxConns:          maxConns,
		MaxIdleConns:      maxConns,
		MaxConnLifetime:   time.Hour,
	}
}

// engineSettings is Temporal's dynamic configuration, which here never changes.
func engineSettings(c *Config) dc.StaticClient {
	// Temporal's limits protect a shared cluster from its tenants. Here there is one, and it paces itself.
	const enough = 100_000 // a second

	skipTime := []dc.ConstrainedValue{}
	for _, namespace := range c.TimeSkippingNamespaces {
		skipTime = append(skipTime, dc.ConstrainedValue{Constraints: dc.Constraints{Namespace: namespace}, Value: true})
	}
	return dc.StaticClient{
		// Everywhere else the frontend refuses to skip time, as it does by default.
		dc.WorkflowTimeSkippingEnabled.Key(): skipTime,

		// Timers look ahead in steps of this length: by default (1 s) they fire a second late, and time skips as slowly.
		dc.TimerProcessorMaxTimeShift.Key(): 50 * time.Millisecond,

		// One node gains nothing by splitting a task queue, and loses a hop when a poller waits at another partition.
		dc.MatchingNumTaskqueueReadPartitions.Key():  1,
		dc.MatchingNumTaskqueueWritePartitions.Key(): 1,

		// Where there is more to do than is done, journeys take turns (libs/temporal/src/poker.ts says by what): a million
		// people of one do not delay ten of another.
		dc.MatchingEnableFairness.Key(): true,

		// The first task comes with the answer to the call that caused it, when the caller can take it.
		dc.EnableEagerWorkflowStart.Key():     true,
		dc.EnableActivityEagerExecution.Key(): true,

		dc.EnableServerVersionCheck.Key(): false, // it calls home

		dc.FrontendRPS.Key():                                  enough,
		dc.FrontendMaxNamespaceRPSPerInstance.Key():           enough,
		dc.FrontendMaxNamespaceVisibilityRPSPerInstance.Key(): enough,
		dc.HistoryRPS.Key():                                   enough,
		dc.MatchingRPS.Key():                                  enough,
		dc.FrontendPersistenceMaxQPS.Key():                    enough,
		dc.HistoryPersistenceMaxQPS.Key():                     enough,
		dc.MatchingPersistenceMaxQPS.Key():                    enough,
		dc.WorkerPersistenceMaxQPS.Key():                      enough,
	}
}
