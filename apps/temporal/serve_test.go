package main

import (
	"net"
	"strings"
	"testing"

	dc "go.temporal.io/server/common/dynamicconfig"
)

func TestCheckPortsNamesThePortAndItsPurpose(t *testing.T) {
	taken, err := net.Listen("tcp", local(0))
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	c := &Config{UI: &UI{Port: taken.Addr().(*net.TCPAddr).Port}}
	if err := checkPorts(c); err == nil || !strings.HasSuffix(err.Error(), "(ui.port, the web UI) is already in use") {
		t.Errorf("said %v", err)
	}
	taken.Close()
	if err := checkPorts(c); err != nil {
		t.Errorf("the port is free again, yet: %v", err)
	}
}

func TestAnnouncementIsOneLine(t *testing.T) {
	c := &Config{Ports: Ports{Frontend: 7233}}
	if got := announcement(c); got != `{"ready":true,"frontend":"127.0.0.1:7233","ui":null}` {
		t.Error(got)
	}
	c.UI = &UI{Port: 8233}
	if got := announcement(c); got != `{"ready":true,"frontend":"127.0.0.1:7233","ui":"http://127.0.0.1:8233"}` {
		t.Error(got)
	}
}

func TestTimeIsSkippedOnlyWhereAllowed(t *testing.T) {
	settings := dc.NewCollection(engineSettings(&Config{TimeSkippingNamespaces: []string{"test"}}), nil)
	allowed := dc.WorkflowTimeSkippingEnabled.Get(settings)
	if !allowed("test") || allowed("jornada") {
		t.Errorf("test: %v, jornada: %v", allowed("test"), allowed("jornada"))
	}
}
