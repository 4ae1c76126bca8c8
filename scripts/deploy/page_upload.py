"""Puts the page's files where CloudFront takes them from.

A page that is open goes on loading the files of the build that it is of. So files of builds before stay
for a while after the first deployment without them.
"""

import json
import time

from page_files import ASSETS

# When a file was first not needed any more, in seconds, by key. The page's routes hide it.
RETIRED = "deployments/retired.json"
# As long as somebody stays signed in.
KEPT_FOR = 30 * 24 * 60 * 60
# Of one request.
MOST_DELETED = 1000


def upload(s3, bucket, files):
    for one in files:
        s3.put_object(
            Bucket=bucket,
            Key=one.key,
            Body=one.content,
            ContentType=one.content_type,
            CacheControl=one.cache_control,
        )


def retire(s3, bucket, files, now):
    """Removes assets that have not been needed for long; the keys of those."""
    needed = {one.key for one in files}
    retired, gone = after(keys(s3, bucket) - needed, read(s3, bucket), now)
    for begin in range(0, len(gone), MOST_DELETED):
        some = [{"Key": key} for key in gone[begin : begin + MOST_DELETED]]
        answer = s3.delete_objects(Bucket=bucket, Delete={"Objects": some, "Quiet": True})
        if errors := answer.get("Errors"):
            raise OSError(f"{errors[0]['Key']}: {errors[0]['Message']}")
    content = json.dumps(retired, indent=2, sort_keys=True).encode()
    s3.put_object(Bucket=bucket, Key=RETIRED, Body=content, ContentType="application/json")
    return gone


def after(unneeded, retired, now):
    """What is retired since when, and what of it goes."""
    since = {key: retired.get(key, now) for key in unneeded}
    gone = sorted(key for key, begin in since.items() if now - begin >= KEPT_FOR)
    return {key: begin for key, begin in since.items() if key not in gone}, gone


def keys(s3, bucket):
    pages = s3.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=ASSETS)
    return {one["Key"] for page in pages for one in page.get("Contents", [])}


def read(s3, bucket):
    try:
        return json.loads(s3.get_object(Bucket=bucket, Key=RETIRED)["Body"].read())
    except s3.exceptions.NoSuchKey:
        return {}


def refresh(cloudfront, distribution, files):
    """CloudFront forgets what is at the same place as before."""
    paths = [f"/{one.key}" for one in files if not one.key.startswith(ASSETS)]
    cloudfront.create_invalidation(
        DistributionId=distribution,
        InvalidationBatch={
            "Paths": {"Quantity": len(paths), "Items": paths},
            "CallerReference": str(time.time_ns()),
        },
    )
