"""Calls a toy front with boto3 and prints, as JSON, what came back: {label: answer or {"code", "status", "message"}}."""
import datetime
import json
import sys

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

ENDPOINT = sys.argv[1]
results = {}


def client(name):
    return boto3.client(
        name,
        endpoint_url=ENDPOINT,
        region_name="us-west-2",
        aws_access_key_id="AKIDADMIN",
        aws_secret_access_key="secret",
        config=Config(retries={"total_max_attempts": 1}),
    )


def call(label, service, operation, **arguments):
    try:
        answer = getattr(client(service), operation)(**arguments)
        answer.pop("ResponseMetadata")
        payload = answer.get("Payload")
        if payload is not None:
            answer["Payload"] = payload.read().decode()
    except ClientError as error:
        answer = {
            "code": error.response["Error"]["Code"],
            "message": error.response["Error"]["Message"],
            "status": error.response["ResponseMetadata"]["HTTPStatusCode"],
            "class": type(error).__name__,
        }
    results[label] = answer


AT = datetime.datetime(2023, 11, 14, 22, 13, 20, tzinfo=datetime.timezone.utc)
call("describe", "elasticache", "describe_global_replication_groups", ShowMemberInfo=True)
call("busy", "elasticache", "failover_global_replication_group", GlobalReplicationGroupId="g", PrimaryRegion="r", PrimaryReplicationGroupId="p")
call("unknown", "elasticache", "describe_snapshots")
call("put", "cloudwatch", "put_metric_data", Namespace="N", MetricData=[{"MetricName": "m" * 99, "Value": 1.5, "Timestamp": AT}] * 200)
call("alarms", "cloudwatch", "describe_alarms", AlarmNames=["a"])
call("no-alarm", "cloudwatch", "set_alarm_state", AlarmName="x", StateValue="OK", StateReason="r")
change = {"Changes": [{"Action": "DELETE", "ResourceRecordSet": {"Name": "a", "Type": "A"}}]}
call("invalid", "route53", "change_resource_record_sets", HostedZoneId="/hostedzone/Z1", ChangeBatch=change)
call("records", "route53", "list_resource_record_sets", HostedZoneId="Z1")
call("parameter", "ssm", "get_parameter", Name="/a")
call("execution", "stepfunctions", "describe_execution", executionArn="arn:aws:states:us-west-2:111122223333:execution:m:e")
call("invoke", "lambda", "invoke", FunctionName="f", Payload=b'{"a":1}', LogType="Tail")
call("no-function", "lambda", "get_function", FunctionName="gone")
call("publish", "sns", "publish", TopicArn="arn:aws:sns:us-west-2:111122223333:t", Message="m")
call("identity", "sts", "get_caller_identity")
call("conditional", "dynamodb", "put_item", TableName="t", Item={"id": {"S": "x"}})
print(json.dumps(results, default=str))
