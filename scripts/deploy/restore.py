"""A lost table comes back under its own name, as docs/operations.md says, so that the stack need not change."""

import sys

from user import get, put

PREFERENCES = {"voicemail_enabled": True, "greeting_text": "Restored"}


def rehearse_restore(stack, token):
    """The table of tenants, with what a user has set."""
    put(stack, token, PREFERENCES)
    table = stack.id_of("TenantsTable")
    dynamodb = stack.client("dynamodb")
    restore(dynamodb, table)
    found = get(stack, token)
    if any(found.get(name) != value for name, value in PREFERENCES.items()):
        sys.exit(f"deploy-check: the restored table does not have what was set: {found}")
    stack.expect_protection()
    print(f"{table} was restored")


def restore(dynamodb, table):
    beside = f"{table}-restored"
    dynamodb.restore_table_to_point_in_time(
        SourceTableName=table, TargetTableName=beside, UseLatestRestorableTime=True
    )
    wait(dynamodb, "table_exists", beside)
    backup = dynamodb.create_backup(TableName=beside, BackupName=beside)["BackupDetails"]["BackupArn"]
    dynamodb.update_table(TableName=table, DeletionProtectionEnabled=False)
    dynamodb.delete_table(TableName=table)
    wait(dynamodb, "table_not_exists", table)
    dynamodb.restore_table_from_backup(TargetTableName=table, BackupArn=backup)
    wait(dynamodb, "table_exists", table)
    dynamodb.update_continuous_backups(
        TableName=table, PointInTimeRecoverySpecification={"PointInTimeRecoveryEnabled": True}
    )
    dynamodb.update_table(TableName=table, DeletionProtectionEnabled=True)
    dynamodb.delete_table(TableName=beside)
    wait(dynamodb, "table_not_exists", beside)
    dynamodb.delete_backup(BackupArn=backup)


def wait(dynamodb, what, table):
    dynamodb.get_waiter(what).wait(TableName=table, WaiterConfig={"Delay": 1, "MaxAttempts": 60})
