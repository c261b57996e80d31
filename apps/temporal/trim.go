package main

import (
	"context"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
)

// keptIndexes are those by which runs are looked up: for the page's filters, and for our two search attributes, which are
// the first keywords. The primary key and the order of all lists are kept besides.
var keptIndexes = []string{"by_status", "by_workflow_id", "by_workflow_type", "by_keyword_01", "by_keyword_02"}

// trim drops most of the 74 indexes of the table in which runs are looked up. Each run is written there twice, and nobody
// asks by what the others are for; what is asked for all the same is found more slowly. docs/decisions/0017.
func (p Postgres) trim(database string) error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	conn, err := p.connect(ctx, database)
	if err != nil {
		return err
	}
	defer conn.Close(ctx)
	rows, err := conn.Query(ctx, `SELECT quote_ident(indexname) FROM pg_indexes
		WHERE schemaname = current_schema AND tablename = 'executions_visibility' AND indexname LIKE 'by\_%' AND indexname <> ALL($1)`, keptIndexes)
	if err != nil {
		return err
	}
	unused, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil || len(unused) == 0 {
		return err
	}
	_, err = conn.Exec(ctx, "DROP INDEX "+strings.Join(unused, ", "))
	return err
}
