import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { realClock } from '../../../sandbox/clock.ts';
import { History } from '../../../sandbox/history.ts';
import {
  createLambdaRuntime,
  type FunctionSpec,
  type InvocationResult,
  type LambdaPorts,
} from '../../../sandbox/lambda.ts';
import { Network } from '../../../sandbox/network.ts';

export const account = '111122223333';
export const regions = ['us-east-1', 'us-west-2', 'eu-west-1'];

/** Bundles handlers as CDK's NodejsFunction does: ESM, minified, everything inside. Returns the asset's directory. */
export const bundle = async (name: string): Promise<{ directory: string; remove: () => Promise<void> }> => {
  const directory = await mkdtemp(path.join(tmpdir(), 'sandbox-lambda-'));
  await build({
    entryPoints: [path.join(import.meta.dirname, 'handlers', `${name}.ts`)],
    outfile: path.join(directory, 'index.mjs'),
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    mainFields: ['module', 'main'],
    banner: { js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" },
    logLevel: 'error',
  });
  return { directory, remove: () => rm(directory, { recursive: true }) };
};

/** A world of three Regions with Lambda in it, and nothing behind it but what a test gives. */
export const createStage = (ports: Partial<LambdaPorts> = {}) => {
  const history = new History(realClock);
  const network = new Network(regions, history);
  const lines: string[] = [];
  const listeners = new Set<() => void>();
  const runtime = createLambdaRuntime({
    clock: realClock,
    history,
    network,
    account,
    endpoint: () => 'http://127.0.0.1:1',
    resolve: () => ({ rcode: 'REFUSED', answers: [], authorities: [] }),
    addressFor: () => undefined,
    credentialsFor: (roleArn) => ({
      accessKeyId: `ASIA${roleArn.split('/').at(-1)}`,
      secretAccessKey: 'secret',
      sessionToken: 'token',
    }),
    log: (_region, _group, _stream, line) => {
      lines.push(line);
      for (const listener of listeners) listener();
    },
    retryDelaysMs: [0],
    ...ports,
  });
  const deploy = (name: string, spec: Pick<FunctionSpec, 'codeDirectory' | 'handler'> & Partial<FunctionSpec>) => {
    const region = spec.region ?? 'us-east-1';
    const arn = `arn:aws:lambda:${region}:${account}:function:${name}`;
    const roleArn = `arn:aws:iam::${account}:role/${name}`;
    const environment = { TABLE: 'journal' };
    runtime.deploy({
      ...{ name, arn, region, roleArn, environment, timeoutMs: 5000, memoryMb: 128, inVpc: false },
      ...{ logGroup: `/aws/lambda/${name}` },
      ...spec,
    });
    return arn;
  };
  const invoke = (functionName: string, event: unknown = {}, region = 'us-east-1'): Promise<InvocationResult> =>
    runtime.invoke({
      functionName,
      region,
      payload: JSON.stringify(event),
      invocationType: 'RequestResponse',
      from: region,
    });
  const call = async <T>(functionName: string, event: unknown = {}): Promise<T> => {
    const { payload, functionError } = await invoke(functionName, event);
    if (functionError) throw new Error(payload);
    return JSON.parse(payload);
  };
  /** Resolves once as many lines as asked hold the text. */
  const logged = (text: string, times = 1): Promise<void> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (lines.filter((line) => line.includes(text)).length < times) return;
        listeners.delete(look);
        resolve();
      };
      listeners.add(look);
      look();
    });
  const phases = (name: string) =>
    history.entries
      .filter((entry) => entry.kind === 'function' && entry.name === name)
      .map(({ detail }) => detail?.phase);
  return { runtime, history, network, lines, deploy, invoke, call, logged, phases };
};

export type TestStage = ReturnType<typeof createStage>;
