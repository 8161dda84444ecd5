"""Runs one definition with moto's interpreter of the Amazon States Language, once per script, and prints what came of each.

Reads {"definition", "scripts": [{"input", "answers": {function: [outcome, ...]}}]} from stdin. An outcome is {"result"},
{"error"}, {"answered"} or {"declined"}; the last of a list is repeated.
"""
import io
import json
import os
import sys
import threading
import time
from types import SimpleNamespace
from urllib.parse import unquote

os.environ["MOTO_ACCOUNT_ID"] = account = "111122223333"

import boto3
from moto import mock_aws

given = json.load(sys.stdin)
region = "us-west-2"
real_sleep = time.sleep
# Pauses of retries: nothing here depends on their length.
time.sleep = lambda seconds: real_sleep(min(seconds, 0.001))


def answer_token(outcome, token):
    """As people do, a moment after the function has answered."""
    real_sleep(0.05)
    states = boto3.client("stepfunctions", region_name=region)
    if "answered" in outcome:
        states.send_task_success(taskToken=token, output=json.dumps(outcome["answered"]))
    else:
        states.send_task_failure(taskToken=token, error=outcome["declined"])


def lambda_of(answers, called):
    """Stands in for Lambda: botocore lets a handler of this event answer instead of the network."""
    turns = {}

    def invoke(params, **_):
        name = unquote(params["url_path"]).split("/")[-2].split(":")[-1]
        payload = json.loads(params["body"] or "null")
        turn = turns[name] = turns.get(name, -1) + 1
        outcome = answers[name][min(turn, len(answers[name]) - 1)]
        called.append([name, payload])
        meta = {"HTTPStatusCode": 200, "RequestId": "r"}
        if "answered" in outcome or "declined" in outcome:
            threading.Thread(target=answer_token, args=(outcome, payload["token"]), daemon=True).start()
        failed = {"errorType": outcome.get("error"), "errorMessage": "no", "trace": []}
        body = json.dumps(failed if "error" in outcome else outcome.get("result"), separators=(",", ":"))
        answer = {"StatusCode": 200, "Payload": io.BytesIO(body.encode()), "ResponseMetadata": meta}
        return SimpleNamespace(status_code=200), {**answer, **({"FunctionError": "Unhandled"} if "error" in outcome else {})}

    return invoke


def run(script):
    called = []
    boto3.setup_default_session(region_name=region)
    boto3.DEFAULT_SESSION.events.register("before-call.lambda.Invoke", lambda_of(script["answers"], called))
    states = boto3.client("stepfunctions", region_name=region)
    machine = states.create_state_machine(
        name="failover", definition=given["definition"], roleArn=f"arn:aws:iam::{account}:role/failover"
    )["stateMachineArn"]
    arn = states.start_execution(stateMachineArn=machine, name="run-1", input=json.dumps(script["input"]))["executionArn"]
    until = time.monotonic() + 30
    while (ended := states.describe_execution(executionArn=arn))["status"] == "RUNNING" and time.monotonic() < until:
        real_sleep(0.005)
    events = states.get_execution_history(executionArn=arn)["events"]
    entered = [event["stateEnteredEventDetails"]["name"] for event in events if "stateEnteredEventDetails" in event]
    end = {key: ended[key] for key in ("status", "output", "error", "cause") if key in ended}
    return {**end, "entered": entered, "called": called}


def run_alone(script):
    with mock_aws(config={"stepfunctions": {"execute_state_machine": True}}):
        return run(script)


print(json.dumps([run_alone(script) for script in given["scripts"]]))
