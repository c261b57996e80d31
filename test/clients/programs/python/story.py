"""Plays the story of the other clients, with Segment's client for Python."""

import json
import logging
import sys

from segment.analytics.client import Client

story = json.loads(sys.argv[1])
logging.basicConfig(level=logging.ERROR)


def lost(error, items):
    print(f"lost {len(items)} events: {error!r}", file=sys.stderr)
    sys.stderr.flush()


client = Client(
    story["writeKey"],
    host=story["host"],
    upload_size=story["batch"],
    gzip=story["packed"],
    on_error=lost,
)
anonymous_id, user_id = story["anonymousId"], story["userId"]
client.track(anonymous_id=anonymous_id, event="Looked")
client.identify(user_id=user_id, anonymous_id=anonymous_id, traits={"plan": "vip"})
for n in range(1, story["clicks"] + 1):
    client.track(user_id=user_id, event="Clicked", properties={"n": n})
client.shutdown()
