// Plays the story of the other clients, with Segment's client for Go.
package main

import (
	"encoding/json"
	"log"
	"os"
	"sync"
	"time"

	"github.com/segmentio/analytics-go/v3"
)

// The story, as the spec tells it.
type story struct {
	Host        string `json:"host"`
	WriteKey    string `json:"writeKey"`
	AnonymousID string `json:"anonymousId"`
	UserID      string `json:"userId"`
	Clicks      int    `json:"clicks"`
	Batch       int    `json:"batch"`
	Waits       bool   `json:"waits"`
}

// Counts what the client says it has delivered: Close gives up what is still being tried again.
type delivered struct{ sync.WaitGroup }

func (d *delivered) Success(analytics.Message)              { d.Done() }
func (d *delivered) Failure(m analytics.Message, err error) { log.Fatalf("lost %v: %v", m, err) }

func main() {
	var s story
	must(json.Unmarshal([]byte(os.Args[1]), &s))
	var done delivered
	client, err := analytics.NewWithConfig(s.WriteKey, analytics.Config{
		Endpoint:  s.Host,
		BatchSize: s.Batch,
		Interval:  100 * time.Millisecond,
		Callback:  &done,
	})
	must(err)
	enqueue := func(message analytics.Message) {
		done.Add(1)
		must(client.Enqueue(message))
	}
	enqueue(analytics.Track{AnonymousId: s.AnonymousID, Event: "Looked"})
	enqueue(analytics.Identify{
		AnonymousId: s.AnonymousID,
		UserId:      s.UserID,
		Traits:      analytics.NewTraits().Set("plan", "vip"),
	})
	for n := 1; n <= s.Clicks; n++ {
		enqueue(analytics.Track{
			UserId:     s.UserID,
			Event:      "Clicked",
			Properties: analytics.NewProperties().Set("n", n),
		})
	}
	if s.Waits {
		done.Wait()
	}
	must(client.Close())
}

func must(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
