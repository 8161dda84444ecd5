import type { ResourceType } from './resource-type.ts';
import { alarm, compositeAlarm } from './resources/alarm.ts';
import { iamManagedPolicy, iamPolicy } from './resources/iam-policy.ts';
import { iamRole } from './resources/iam-role.ts';
import { lambdaFunction } from './resources/lambda-function.ts';
import { lambdaEventInvokeConfig, lambdaPermission } from './resources/lambda-settings.ts';
import { logGroup } from './resources/log-group.ts';
import { parameter } from './resources/parameter.ts';
import { queue, recorded } from './resources/recorded.ts';
import { schedule } from './resources/schedule.ts';
import { stateMachine } from './resources/state-machine.ts';
import { globalTable, table } from './resources/table.ts';
import { subscription, topic, topicPolicy } from './resources/topic.ts';

/** Every resource type that the sandbox deploys. */
export const registry: Readonly<Record<string, ResourceType>> = {
  'AWS::CloudWatch::Alarm': alarm,
  'AWS::CloudWatch::CompositeAlarm': compositeAlarm,
  'AWS::DynamoDB::GlobalTable': globalTable,
  'AWS::DynamoDB::Table': table,
  'AWS::IAM::ManagedPolicy': iamManagedPolicy,
  'AWS::IAM::Policy': iamPolicy,
  'AWS::IAM::Role': iamRole,
  'AWS::Lambda::EventInvokeConfig': lambdaEventInvokeConfig,
  'AWS::Lambda::Function': lambdaFunction,
  'AWS::Lambda::Permission': lambdaPermission,
  'AWS::Logs::LogGroup': logGroup,
  'AWS::Scheduler::Schedule': schedule,
  'AWS::SNS::Subscription': subscription,
  'AWS::SNS::Topic': topic,
  'AWS::SNS::TopicPolicy': topicPolicy,
  'AWS::SQS::Queue': queue,
  'AWS::SSM::Parameter': parameter,
  'AWS::StepFunctions::StateMachine': stateMachine,
};

/** Resource types without effect here. The deployment lists them. */
export const withoutEffect: Readonly<Record<string, ResourceType>> = {
  'AWS::CDK::Metadata': recorded,
  'AWS::CloudWatch::Dashboard': recorded,
  'AWS::EC2::SecurityGroup': recorded,
  'AWS::EC2::SecurityGroupEgress': recorded,
  'AWS::EC2::SecurityGroupIngress': recorded,
  'AWS::Events::Rule': recorded,
  'AWS::SQS::QueuePolicy': recorded,
};
