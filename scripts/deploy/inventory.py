"""What an account has of the kinds that the template creates, and what of it a deleted stack leaves."""

import sys

# The bucket that `sam deploy` keeps code in is a stack of its own.
SAM = "aws-sam-cli-managed-default"
# What a deleted stack leaves; scripts/remove takes it away too.
DATA = {"table", "bucket", "key", "user-pool"}
# A stack has these at least.
EXPECTED = {"table", "bucket", "key", "queue", "function", "mapping", "API", "role", "alarm", "log-group"}
EXPECTED |= {"dashboard", "schedule", "topic", "distribution", "edge-function", "response-headers", "origin-access"}


def inventory(client):
    """Kinds and names, such as `queue http://…`, in an account that has nothing else."""
    kinds = {
        "table": client("dynamodb").list_tables()["TableNames"],
        "bucket": [bucket["Name"] for bucket in client("s3").list_buckets()["Buckets"]],
        "user-pool": names(client("cognito-idp").list_user_pools(MaxResults=60)["UserPools"], "Id"),
        "queue": client("sqs").list_queues().get("QueueUrls", []),
        "key": keys_in_use(client("kms")),
        "alias": names(client("kms").list_aliases()["Aliases"], "AliasName"),
        "function": names(client("lambda").list_functions()["Functions"], "FunctionName"),
        "mapping": names(client("lambda").list_event_source_mappings()["EventSourceMappings"], "UUID"),
        "API": names(client("apigatewayv2").get_apis()["Items"], "ApiId"),
        "role": names(client("iam").list_roles()["Roles"], "RoleName"),
        "log-group": names(client("logs").describe_log_groups()["logGroups"], "logGroupName"),
        "alarm": names(client("cloudwatch").describe_alarms()["MetricAlarms"], "AlarmName"),
        "dashboard": names(client("cloudwatch").list_dashboards()["DashboardEntries"], "DashboardName"),
        "topic": names(client("sns").list_topics()["Topics"], "TopicArn"),
        "schedule": names(client("scheduler").list_schedules()["Schedules"], "Name"),
        **of_cloudfront(client("cloudfront")),
    }
    return {
        f"{kind} {name}"
        for kind, found in kinds.items()
        for name in found
        if SAM not in name and not name.startswith("alias/aws/")
    }


def of_cloudfront(cloudfront):
    policies = cloudfront.list_response_headers_policies(Type="custom")["ResponseHeadersPolicyList"].get("Items", [])
    controls = cloudfront.list_origin_access_controls()["OriginAccessControlList"].get("Items", [])
    return {
        "distribution": names(cloudfront.list_distributions()["DistributionList"].get("Items", []), "Id"),
        "edge-function": names(cloudfront.list_functions()["FunctionList"].get("Items", []), "Name"),
        "response-headers": [one["ResponseHeadersPolicy"]["Id"] for one in policies],
        "origin-access": names(controls, "Id"),
    }


def complete(found):
    missing = EXPECTED - {one.split(" ")[0] for one in found}
    if missing:
        sys.exit(f"deploy-check: the stack has no {', '.join(missing)}, so nothing can stay of them")
    return found


def data_of(found):
    return {one for one in found if one.split(" ")[0] in DATA}


def unprotected(client, tables):
    """Which of the tables can be deleted."""
    dynamodb = client("dynamodb")
    described = (dynamodb.describe_table(TableName=name)["Table"] for name in tables)
    return [table["TableName"] for table in described if not table["DeletionProtectionEnabled"]]


def names(found, attribute):
    return [one[attribute] for one in found]


def keys_in_use(kms):
    """A deleted key stays until its waiting time is over."""
    described = (
        kms.describe_key(KeyId=key["KeyId"])["KeyMetadata"] for key in kms.list_keys()["Keys"]
    )
    return [
        key["KeyId"]
        for key in described
        if key["KeyState"] != "PendingDeletion" and key["KeyManager"] == "CUSTOMER"
    ]
