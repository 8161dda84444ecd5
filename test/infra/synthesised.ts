import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { App } from 'aws-cdk-lib';
import type { Config } from '../../functions/contract/config.ts';
import { addFailoverStacks } from '../../infra/failover-stacks.ts';

/** A resource as the template has it. Properties are read by path with `at`. */
export interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
  readonly DependsOn?: readonly string[];
  readonly DeletionPolicy?: string;
}

export interface Synthesised {
  readonly resources: Readonly<Record<string, Resource>>;
  readonly ofType: (type: string) => readonly Resource[];
  readonly text: string;
}

/** The templates as `cdk synth` writes them, but for the bundles, which take seconds. By stack name. */
export const synthesise = (
  config: Config,
  prepare: (app: App) => void = () => {},
): ReadonlyMap<string, Synthesised> => {
  const outdir = mkdtempSync(path.join(tmpdir(), 'failover-synth-'));
  try {
    const app = new App({ outdir, context: { 'aws:cdk:bundling-stacks': [] }, analyticsReporting: false });
    addFailoverStacks(app, config);
    prepare(app);
    return new Map(app.synth().stacks.map(({ stackName, template }) => [stackName, view(template)]));
  } finally {
    rmSync(outdir, { recursive: true });
  }
};

const view = (template: { Resources: Record<string, Resource> }): Synthesised => ({
  resources: template.Resources,
  ofType: (type) => Object.values(template.Resources).filter(({ Type }) => Type === type),
  text: JSON.stringify(template),
});

/** One statement of a role, and the function (or state machine, or schedule) that acts with it. */
export interface Granted {
  readonly holder: string;
  readonly sid: string | undefined;
  readonly effect: string;
  readonly actions: readonly string[];
  readonly resources: readonly unknown[];
  readonly conditions: Readonly<Record<string, Record<string, unknown>>>;
}

interface Statement {
  readonly Sid?: string;
  readonly Effect: string;
  readonly Action: string | string[];
  readonly Resource: unknown;
  readonly Condition?: Record<string, Record<string, unknown>>;
}

/** Every statement of every role, under the construct's name: `PromoteRegion`, `TouchCache`, … */
export const grantsIn = (stack: Synthesised): readonly Granted[] =>
  stack.ofType('AWS::IAM::Policy').flatMap(({ Properties }) => {
    const { PolicyDocument, PolicyName } = Properties as {
      PolicyDocument: { Statement: Statement[] };
      PolicyName: string;
    };
    return PolicyDocument.Statement.map((statement) => ({
      holder: holderOf(PolicyName),
      sid: statement.Sid,
      effect: statement.Effect,
      actions: [statement.Action].flat(),
      resources: [statement.Resource].flat(),
      conditions: statement.Condition ?? {},
    }));
  });

/** `FailoverWorkflowPromoteRegionRoleDefaultPolicy1A2B3C4D` belongs to `PromoteRegion`. */
const holderOf = (policyName: string): string =>
  policyName
    .replace(/RoleDefaultPolicy[0-9A-F]{8}$/, '')
    .replace(
      /^Failover(Workflow|Triggers|TouchCache[a-z]+|Probe(?=Probe)|Reconcile(?=Reconcile)|Witness(?=Witness))?/,
      '',
    );

/** The properties of each function by its construct's name. */
export const functionsIn = (stack: Synthesised): ReadonlyMap<string, Readonly<Record<string, unknown>>> =>
  new Map(
    stack.ofType('AWS::Lambda::Function').map(({ Properties }) => {
      const { Environment } = Properties as { Environment: { Variables: Record<string, string> } };
      return [Environment.Variables.POWERTOOLS_SERVICE_NAME ?? '', Properties];
    }),
  );
