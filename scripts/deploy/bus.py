"""A bus of EventBridge beside a stack, with a rule that brings its events to a queue."""

import contextlib
import json
import sys
import time
from collections import Counter

BUS = "patchbay-events"
RULE = "patchbay-to-queue"
# The stories have waited for what they look at; the bus is before all of that.
PATIENCE = 30


@contextlib.contextmanager
def bus(client):
    """The URL of the queue."""
    events, sqs = client("events"), client("sqs")
    events.create_event_bus(Name=BUS)
    queue = sqs.create_queue(QueueName=RULE)["QueueUrl"]
    attributes = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])["Attributes"]
    pattern = json.dumps({"source": ["patchbay"]})
    events.put_rule(Name=RULE, EventBusName=BUS, EventPattern=pattern)
    target = {"Id": "queue", "Arn": attributes["QueueArn"]}
    events.put_targets(Rule=RULE, EventBusName=BUS, Targets=[target])
    try:
        yield queue
    finally:
        events.remove_targets(Rule=RULE, EventBusName=BUS, Ids=["queue"])
        events.delete_rule(Name=RULE, EventBusName=BUS)
        events.delete_event_bus(Name=BUS)
        sqs.delete_queue(QueueUrl=queue)


def expect_on_bus(client, queue, kind):
    """That an event of this type has come, and that each says whose it is."""
    sqs, came, until = client("sqs"), Counter(), time.monotonic() + PATIENCE
    while not came[kind] and time.monotonic() < until:
        answer = sqs.receive_message(QueueUrl=queue, MaxNumberOfMessages=10, WaitTimeSeconds=1)
        for message in answer.get("Messages", []):
            event = json.loads(message["Body"])
            if event["detail"]["type"] != event["detail-type"] or not event["detail"]["tenant_id"]:
                sys.exit(f"deploy-check: on the bus is {event['detail-type']} without its tenant")
            came[event["detail-type"]] += 1
    if not came[kind]:
        sys.exit(f"deploy-check: no {kind} has come to the bus, but {dict(came)}")
    print("on the bus: " + ", ".join(f"{count} {name}" for name, count in sorted(came.items())))
