package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"go.temporal.io/server/common/log"
	persistence "go.temporal.io/server/common/persistence/sql"
	"go.temporal.io/server/common/resolver"
	"go.temporal.io/server/tools/common/schema"
	"go.temporal.io/server/tools/sql"
)

// migrate brings both databases to the schema that this server expects. It creates what is missing, goes on where an
// earlier attempt broke off, and has nothing to do when all is well.
func migrate(c *Config) error {
	for _, part := range []struct{ database, schema string }{
		{c.Postgres.Database, "postgresql/v12/temporal"},
		{c.Postgres.VisibilityDatabase, "postgresql/v12/visibility"},
	} {
		if err := c.Postgres.create(part.database); err != nil {
			return fmt.Errorf("the database %s cannot be reached or created: %w", part.database, err)
		}
		if err := c.Postgres.update(part.database, part.schema); err != nil {
			return fmt.Errorf("the schema of the database %s cannot be updated: %w", part.database, err)
		}
	}
	if err := c.Postgres.trim(c.Postgres.VisibilityDatabase); err != nil {
		return fmt.Errorf("indexes of the database %s cannot be dropped: %w", c.Postgres.VisibilityDatabase, err)
	}
	return nil
}

// checkDatabases finds what would keep Temporal from starting, and says it in fewer words.
func checkDatabases(c *Config) error {
	for _, database := range []string{c.Postgres.Database, c.Postgres.VisibilityDatabase} {
		if err := c.Postgres.reach(database); err != nil {
			return fmt.Errorf("the database %s cannot be reached: %w", database, err)
		}
	}
	err := persistence.VerifyCompatibleVersion(engineConfig(c).Persistence, resolver.NewNoopResolver(), log.NewNoopLogger())
	if err != nil {
		return fmt.Errorf("the databases need \"jornada-temporal schema\" first: %w", err)
	}
	return nil
}

// create makes the database unless it is there. One that is there is enough: its user need not be allowed to create any.
func (p Postgres) create(database string) error {
	const noSuchDatabase = "3D000"
	err := p.reach(database)
	if refusal, ok := errors.AsType[*pgconn.PgError](err); ok && refusal.Code == noSuchDatabase {
		return sql.DoCreateDatabase(p.store(database, 1), "", log.NewNoopLogger())
	}
	return err
}

// reach connects once. Temporal's own connection hides why it failed.
func (p Postgres) reach(database string) error {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	conn, err := p.connect(ctx, database)
	if err != nil {
		return err
	}
	return conn.Close(ctx)
}

func (p Postgres) connect(ctx context.Context, database string) (*pgx.Conn, error) {
	return pgx.Connect(ctx, (&url.URL{
		Scheme:   "postgres",
		User:     url.UserPassword(p.User, p.Password),
		Host:     net.JoinHostPort(p.Host, strconv.Itoa(p.Port)),
		Path:     database,
		RawQuery: "sslmode=disable",
	}).String())
}

// update runs the schema's versions that the database has not seen, after making the table that remembers them.
func (p Postgres) update(database, name string) error {
	quiet := log.NewNoopLogger()
	conn, err := sql.NewConnection(p.store(database, 1), quiet)
	if err != nil {
		return err
	}
	defer conn.Close()
	if _, err := conn.ReadSchemaVersion(); err != nil {
		setup := &schema.SetupConfig{InitialVersion: "0.0"}
		if err := schema.NewSetupSchemaTask(conn, setup, quiet).Run(); err != nil {
			return err
		}
	}
	return schema.NewUpdateSchemaTask(conn, &schema.UpdateConfig{SchemaName: name}, quiet).Run()
}
