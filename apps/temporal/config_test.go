package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const valid = `{
	"postgres": {
		"host": "127.0.0.1", "port": 5432, "user": "jornada", "password": "",
		"database": "temporal", "visibilityDatabase": "temporal_visibility", "maxConns": 40, "maxVisibilityConns": 10
	},
	"ports": {
		"frontend": 7233, "frontendHttp": 7243, "history": 7234,
		"matching": 7235, "worker": 7239
	},
	"ui": { "port": 8233 },
	"historyShards": 128,
	"timeSkippingNamespaces": ["test", "rehearsal"],
	"logLevel": "warn",
	"workDir": "/anywhere",
	"stopWhenStdinCloses": true
}`

func TestReadConfigTakesWhatIsValid(t *testing.T) {
	c, err := read(t, valid)
	if err != nil {
		t.Fatal(err)
	}
	if c.Postgres.VisibilityDatabase != "temporal_visibility" || c.Ports.Worker != 7239 || c.UI.Port != 8233 ||
		c.HistoryShards != 128 || c.TimeSkippingNamespaces[1] != "rehearsal" || !c.StopWhenStdinCloses {
		t.Errorf("read %+v", c)
	}
	c, err = read(t, strings.Replace(valid, `{ "port": 8233 }`, "null", 1))
	if err != nil || c.UI != nil {
		t.Errorf("without a web UI: %v, %+v", err, c)
	}
}

func TestReadConfigNamesTheField(t *testing.T) {
	for _, test := range []struct{ field, value, want string }{
		{"", `not json`, "this is not a JSON object"},
		{"", `[]`, "this is not a JSON object"},
		{"", `null`, "this is not a JSON object"},
		{"postgres", missing, "postgres is missing"},
		{"postgres", `7`, "postgres must be an object"},
		{"postgres", `null`, "postgres must be an object"},
		{"postgres.password", missing, "postgres.password is missing"},
		{"postgres.password", `null`, "postgres.password must be a string"},
		{"postgres.host", `""`, "postgres.host must not be empty"},
		{"postgres.port", `"5432"`, "postgres.port must be a whole number"},
		{"postgres.port", `0`, "postgres.port must be a port from 1 to 65535"},
		{"postgres.user", `""`, "postgres.user must not be empty"},
		{"postgres.database", `"a\"; DROP"`, "postgres.database must be a name of letters, digits, - and _"},
		{"postgres.visibilityDatabase", `"temporal"`, "postgres.visibilityDatabase must be another database than postgres.database"},
		{"postgres.maxConns", `0`, "postgres.maxConns must be at least 1"},
		{"postgres.maxVisibilityConns", `-1`, "postgres.maxVisibilityConns must be at least 1"},
		{"postgres.pasword", `""`, "postgres.pasword is not a known field"},
		{"ports.worker", missing, "ports.worker is missing"},
		{"ports.history", `7234.5`, "ports.history must be a whole number"},
		{"ports.history", `70000`, "ports.history must be a port from 1 to 65535"},
		{"ports.matching", `7234`, "ports.matching must be another port than ports.history"},
		{"ports.History", `1`, "ports.History is not a known field"},
		{"ui", missing, "ui is missing"},
		{"ui", `{}`, "ui.port is missing"},
		{"ui.port", `7233`, "ui.port must be another port than ports.frontend"},
		{"historyShards", `0`, "historyShards must be at least 1"},
		{"historyShards", `null`, "historyShards must be a whole number"},
		{"timeSkippingNamespaces", `"test"`, "timeSkippingNamespaces must be a list of strings"},
		{"timeSkippingNamespaces", `["test", ""]`, "timeSkippingNamespaces must not hold an empty name"},
		{"logLevel", `"loud"`, "logLevel must be one of debug, info, warn, error"},
		{"workDir", `"here"`, "workDir must be an absolute path"},
		{"stopWhenStdinCloses", `"yes"`, "stopWhenStdinCloses must be true or false"},
		{"shards", `4`, "shards is not a known field"},
	} {
		text := test.value
		if test.field != "" {
			text = with(t, test.field, test.value)
		}
		_, err := read(t, text)
		if err == nil || !strings.HasSuffix(err.Error(), ": "+test.want) {
			t.Errorf("%s = %s: %v, want %q", test.field, test.value, err, test.want)
		}
	}
}

func TestReadConfigNeedsTheFile(t *testing.T) {
	if _, err := readConfig(filepath.Join(t.TempDir(), "none.json")); err == nil {
		t.Error("read a file that is not there")
	}
}

func read(t *testing.T, text string) (*Config, error) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "config.json")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return readConfig(file)
}

const missing = ""

// with is the valid configuration with one field, or one field of a field, set or left out.
func with(t *testing.T, field, value string) string {
	t.Helper()
	var whole map[string]any
	if err := json.Unmarshal([]byte(valid), &whole); err != nil {
		t.Fatal(err)
	}
	part, name := whole, field
	if parent, child, nested := strings.Cut(field, "."); nested {
		part, name = whole[parent].(map[string]any), child
	}
	if part[name] = json.RawMessage(value); value == missing {
		delete(part, name)
	}
	text, err := json.Marshal(whole)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
