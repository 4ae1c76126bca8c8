"""Alarms on what filters count in the logs.

The emulator does not count, so values are put where the filters would. That shows that both name the
same metric, and that the alarm goes off at its threshold.
"""

import sys

# The namespaces of AWS's own metrics begin with it.
AWS = "AWS/"


def go_off(client):
    """The names of the metrics whose alarms have gone off: all that an alarm watches."""
    cloudwatch = client("cloudwatch")
    counted = metrics_of_filters(client("logs"))
    went_off = []
    for alarm in cloudwatch.describe_alarms()["MetricAlarms"]:
        if alarm["Namespace"].startswith(AWS):
            continue
        if (alarm["Namespace"], alarm["MetricName"]) not in counted:
            sys.exit(f"deploy-check: no filter counts {alarm['MetricName']}")
        values = {"MetricName": alarm["MetricName"], "Value": alarm["Threshold"]}
        cloudwatch.put_metric_data(Namespace=alarm["Namespace"], MetricData=[values])
        (after,) = cloudwatch.describe_alarms(AlarmNames=[alarm["AlarmName"]])["MetricAlarms"]
        if after["StateValue"] != "ALARM":
            sys.exit(f"deploy-check: {alarm['AlarmName']} is {after['StateValue']}")
        went_off.append(alarm["MetricName"])
    return went_off


def metrics_of_filters(logs):
    pages = logs.get_paginator("describe_metric_filters").paginate()
    return {
        (metric["metricNamespace"], metric["metricName"])
        for page in pages
        for found in page["metricFilters"]
        for metric in found["metricTransformations"]
    }
