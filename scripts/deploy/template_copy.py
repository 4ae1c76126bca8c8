"""The template as the emulator takes it: what it refuses or gets wrong is left out or put plainly.

The template itself is for AWS and stays as it is. Every change is reported with its reason, so that
it is known what the emulator does not check.
"""

import copy

# A type of resource that is refused, and what of it is not checked then. Nothing refers to them.
REFUSED = {"AWS::Cognito::ManagedLoginBranding": "the style of the sign-in form"}


def for_emulator(template, parameters):
    """A changed copy, and what was changed: a list of (where, what and why)."""
    template = copy.deepcopy(template)
    changes = []
    leave_out_gradual_deployment(template, changes)
    for name, resource in list(template["Resources"].items()):
        properties = resource.setdefault("Properties", {})
        kind = resource["Type"]
        if kind in REFUSED:
            del template["Resources"][name]
            changes.append((name, f"without {REFUSED[kind]}: {kind} is refused"))
        elif kind == "AWS::CloudWatch::Alarm":
            watch_one_metric(name, properties, changes)
        elif kind == "AWS::Serverless::Function":
            number_concurrency(name, properties, (template, parameters), changes)
        elif kind == "AWS::IAM::Role":
            allow_batches(name, properties, changes)
            ask_for_no_key(name, properties, changes)
        elif "PolicyDocument" in properties and allow_plain_http(name, properties, changes):
            del template["Resources"][name]
    return template, changes


def leave_out_gradual_deployment(template, changes):
    places = {"Globals.Function": template.get("Globals", {}).get("Function", {})}
    for name, resource in template["Resources"].items():
        places[name] = resource.get("Properties", {})
    for name, properties in places.items():
        if properties.pop("DeploymentPreference", None):
            changes.append((name, "no DeploymentPreference: AWS::CodeDeploy is refused"))


def watch_one_metric(name, properties, changes):
    """A metric by itself in place of an expression over several."""
    queries = properties.pop("Metrics", None)
    if queries is None:
        return
    query = next(query["MetricStat"] for query in queries if "MetricStat" in query)
    statistic = "ExtendedStatistic" if query["Stat"].startswith("p") else "Statistic"
    properties |= {**query["Metric"], "Period": query["Period"], statistic: query["Stat"]}
    changes.append((name, "its first metric alone: metric math is refused"))


def number_concurrency(name, properties, known, changes):
    for event, source in properties.get("Events", {}).items():
        scaling = source.get("Properties", {}).get("ScalingConfig", {})
        referred = scaling.get("MaximumConcurrency")
        if isinstance(referred, dict):
            scaling["MaximumConcurrency"] = int(value_of(referred["Ref"], known))
            why = "a literal MaximumConcurrency: the text of a parameter stops the poller"
            changes.append((f"{name}.{event}", why))


def value_of(parameter, known):
    template, parameters = known
    return parameters.get(parameter, template["Parameters"][parameter].get("Default"))


def allow_batches(name, properties, changes):
    for policy in properties.get("Policies", []):
        for statement in policy["PolicyDocument"]["Statement"]:
            # What stands in a condition sends nothing.
            actions = statement.get("Action", [])
            actions = [actions] if isinstance(actions, str) else actions
            if "sqs:SendMessage" in actions:
                statement["Action"] = [*actions, "sqs:SendMessageBatch"]
                why = "sqs:SendMessageBatch too: no action on AWS, where sqs:SendMessage allows it"
                changes.append((name, why))


def ask_for_no_key(name, properties, changes):
    """Without conditions on which keys a request has."""
    for policy in properties.get("Policies", []):
        for statement in policy["PolicyDocument"]["Statement"]:
            condition = statement.get("Condition", {})
            if condition.pop("Null", None) is not None:
                why = "no condition on what a secret is encrypted for: the operator Null matches nothing"
                changes.append((name, why))
                if not condition:
                    del statement["Condition"]


def allow_plain_http(name, properties, changes):
    """Whether nothing is left of the policy."""
    document = properties["PolicyDocument"]
    kept = [one for one in document["Statement"] if "aws:SecureTransport" not in str(one)]
    if len(kept) < len(document["Statement"]):
        changes.append((name, "no demand for TLS: it is reached by plain HTTP"))
    document["Statement"] = kept
    return not kept
