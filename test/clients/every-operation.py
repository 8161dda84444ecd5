"""Calls every operation that the sandbox answers, once, and prints {"<service>.<operation>": "ok" or what failed}."""
import json
import sys
import time

import boto3

given = json.loads(sys.argv[1])
west, east, account = "us-west-2", "us-east-1", given["account"]
results = {}


def client(service, region=west):
    keys = {"aws_access_key_id": "test", "aws_secret_access_key": "test"}
    return boto3.client(service, region_name=region, endpoint_url=given["endpoint"], **keys)


def call(service, operation, region=west, **params):
    name = f"{service}.{operation}"
    try:
        answer = getattr(client(service, region), operation)(**params)
        results[name] = "ok"
        return answer
    except Exception as error:  # what went wrong is the result
        results[name] = f"{type(error).__name__}: {error}"
        return {}


metric = {"Namespace": "Test", "MetricName": "Hits"}
period = {"StartTime": given["now"] - 3600, "EndTime": given["now"] + 60}
query = {"Id": "q", "MetricStat": {"Metric": metric, "Period": 60, "Stat": "Sum"}}
alarm = {"Period": 60, "Statistic": "Sum", "EvaluationPeriods": 1, "Threshold": 1}
call("cloudwatch", "put_metric_data", Namespace="Test", MetricData=[{"MetricName": "Hits", "Value": 1}])
call("cloudwatch", "get_metric_data", MetricDataQueries=[query], **period)
call("cloudwatch", "get_metric_statistics", **metric, **period, Period=60, Statistics=["Sum"])
call("cloudwatch", "list_metrics", Namespace="Test")
call("cloudwatch", "put_metric_alarm", AlarmName="hits", ComparisonOperator="GreaterThanThreshold", **metric, **alarm)
call("cloudwatch", "put_composite_alarm", AlarmName="any", AlarmRule="ALARM(hits)")
call("cloudwatch", "describe_alarms", AlarmTypes=["MetricAlarm", "CompositeAlarm"])
call("cloudwatch", "set_alarm_state", AlarmName="hits", StateValue="ALARM", StateReason="a test")

zone = {"HostedZoneId": "Z0SESSIONS0EXAMPLE"}
record = {"Name": "other.example.internal", "Type": "CNAME", "TTL": 5, "ResourceRecords": [{"Value": "a.example.com"}]}
changes = {"Changes": [{"Action": "CREATE", "ResourceRecordSet": record}]}
call("route53", "list_hosted_zones")
call("route53", "get_hosted_zone", Id=zone["HostedZoneId"])
call("route53", "list_resource_record_sets", **zone)
changed = call("route53", "change_resource_record_sets", **zone, ChangeBatch=changes)
call("route53", "get_change", Id=changed.get("ChangeInfo", {}).get("Id", "none"))

call("ssm", "put_parameter", Name="/test/a", Value="1", Type="String")
call("ssm", "get_parameter", Name="/test/a")
call("ssm", "get_parameters", Names=["/test/a"])
call("ssm", "get_parameters_by_path", Path="/test")
call("ssm", "describe_parameters")
call("ssm", "delete_parameter", Name="/test/a")

machine = f"arn:aws:states:{west}:{account}:stateMachine:failover"
dry_run = '{"datastore":"sessions","mode":"dry-run"}'
call("stepfunctions", "list_state_machines")
call("stepfunctions", "describe_state_machine", stateMachineArn=machine)
started = call("stepfunctions", "start_execution", stateMachineArn=machine, input=dry_run).get("executionArn", "none")
call("stepfunctions", "describe_execution", executionArn=started)
call("stepfunctions", "list_executions", stateMachineArn=machine)
call("stepfunctions", "get_execution_history", executionArn=started)
call("stepfunctions", "send_task_heartbeat", taskToken=given["declined"])
call("stepfunctions", "send_task_failure", taskToken=given["declined"], error="ApprovalDeclined", cause="a test")
call("stepfunctions", "send_task_success", taskToken=given["approved"], output=given["answer"])
running = call("stepfunctions", "start_execution", stateMachineArn=machine, input=dry_run).get("executionArn", "none")
call("stepfunctions", "stop_execution", executionArn=running)

topic = f"arn:aws:sns:{west}:{account}:failover"
call("sns", "publish", TopicArn=topic, Message="a test")
call("sns", "list_topics")
call("sns", "list_subscriptions_by_topic", TopicArn=topic)
call("events", "put_events", Entries=[{"Source": "test", "DetailType": "Test", "Detail": "{}"}])
call("lambda", "list_functions")
call("lambda", "get_function", FunctionName="failover-Reconcile")
call("lambda", "invoke", FunctionName="failover-Reconcile", Payload=b"{}")
call("sts", "get_caller_identity")
call("logs", "filter_log_events", logGroupName=given["logGroup"])

table = given["table"]
key = {"datastore": {"S": "sessions"}, "item": {"S": "test"}}
call("dynamodb", "list_tables")
call("dynamodb", "put_item", TableName=table, Item=key)
call("dynamodb", "get_item", TableName=table, Key=key)
ours = {"KeyConditionExpression": "datastore = :d", "ExpressionAttributeValues": {":d": {"S": "sessions"}}}
call("dynamodb", "query", TableName=table, **ours)
call("dynamodb", "delete_item", TableName=table, Key=key)

call("elasticache", "describe_replication_groups")
call("elasticache", "describe_cache_clusters")
call("elasticache", "describe_events")
glob = {"GlobalReplicationGroupId": "ldgnf-sessions"}


def primary():
    groups = call("elasticache", "describe_global_replication_groups", ShowMemberInfo=True)["GlobalReplicationGroups"]
    return [m["ReplicationGroupRegion"] for g in groups for m in g["Members"] if m["Role"] == "PRIMARY"] + [
        g["Status"] for g in groups
    ]


def until(wanted):
    for _ in range(100):
        if primary() == wanted:
            return
        time.sleep(0.05)
    results["until"] = f"{wanted} never came: {primary()}"


for _ in range(200):
    if call("stepfunctions", "describe_execution", executionArn=given["approvedRun"])["status"] != "RUNNING":
        break
    time.sleep(0.1)
until([west, "available"])
back = {"PrimaryRegion": east, "PrimaryReplicationGroupId": "sessions-use1"}
call("elasticache", "failover_global_replication_group", east, **glob, **back)
until([east, "available"])
left = {"ReplicationGroupId": "sessions-usw2", "ReplicationGroupRegion": west}
call("elasticache", "disassociate_global_replication_group", east, **glob, **left)
time.sleep(0.3)
call("elasticache", "delete_global_replication_group", east, **glob, RetainPrimaryReplicationGroup=True)
time.sleep(0.3)
new = {"GlobalReplicationGroupIdSuffix": "again", "PrimaryReplicationGroupId": "sessions-use1"}
call("elasticache", "create_global_replication_group", east, **new)
print(json.dumps(results))
