import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as z from 'zod';
import { SandboxError } from '../world/sandbox-error.ts';
import { Template } from './template.ts';

const Manifest = z.looseObject({
  artifacts: z.record(
    z.string(),
    z.looseObject({
      type: z.string(),
      environment: z.string().optional(),
      dependencies: z.array(z.string()).default([]),
      properties: z.looseObject({}).default({}),
    }),
  ),
});

const StackProperties = z.looseObject({ templateFile: z.string(), stackName: z.string().optional() });

const AssetFile = z.looseObject({
  source: z.looseObject({ path: z.string() }),
  destinations: z.record(z.string(), z.looseObject({ objectKey: z.string() })),
});
const Assets = z.looseObject({ files: z.record(z.string(), AssetFile).default({}) });

export interface AssembledStack {
  readonly name: string;
  readonly region: string;
  readonly account: string;
  readonly template: Template;
}

/** What `cdk synth` wrote. */
export interface Assembly {
  /** A stack comes after those it depends on. */
  readonly stacks: readonly AssembledStack[];
  /** Directory or file of an asset, by its key in the assets bucket. */
  readonly assets: ReadonlyMap<string, string>;
}

/** Reads a cloud assembly, nested ones included. Throws `SandboxError`. */
export const readAssembly = (directory: string): Assembly => {
  const { artifacts } = read(join(directory, 'manifest.json'), Manifest);
  const stacks = new Map<string, AssembledStack>();
  const nested: Assembly[] = [];
  const assets = new Map<string, string>();

  for (const id of inOrder(artifacts)) {
    const artifact = artifacts[id];
    if (!artifact) continue;
    const { type, environment = '', properties } = artifact;
    if (type === 'cdk:cloud-assembly') nested.push(readAssembly(join(directory, String(properties.directoryName))));
    if (type === 'cdk:asset-manifest') readAssets(directory, String(properties.file), assets);
    if (type === 'aws:cloudformation:stack') stacks.set(id, readStack(directory, { id, environment, properties }));
  }
  return {
    stacks: [...stacks.values(), ...nested.flatMap((assembly) => assembly.stacks)],
    assets: new Map([...assets, ...nested.flatMap((assembly) => [...assembly.assets])]),
  };
};

const readStack = (
  directory: string,
  artifact: { id: string; environment: string; properties: unknown },
): AssembledStack => {
  const { templateFile, stackName } = StackProperties.parse(artifact.properties);
  const place = /^aws:\/\/(\d{12})\/([a-z0-9-]+)$/.exec(artifact.environment);
  if (!place)
    throw new SandboxError(
      `stack ${artifact.id}: its environment is ${artifact.environment}, and the sandbox needs an account and a Region`,
    );
  const [, account = '', region = ''] = place;
  const template = read(join(directory, templateFile), Template);
  return { name: stackName ?? artifact.id, region, account, template };
};

const readAssets = (directory: string, file: string, assets: Map<string, string>): void => {
  for (const { source, destinations } of Object.values(read(join(directory, file), Assets).files))
    for (const { objectKey } of Object.values(destinations)) assets.set(objectKey, resolve(directory, source.path));
};

const read = <T>(file: string, schema: z.ZodType<T>): T => {
  if (!existsSync(file)) throw new SandboxError(`${file} is not there: run npx cdk synth`);
  const parsed = schema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (parsed.success) return parsed.data;
  throw new SandboxError(
    `${file}: ${parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)[0]}`,
  );
};

const inOrder = (artifacts: z.infer<typeof Manifest>['artifacts']): readonly string[] => {
  const ordered = new Set<string>();
  const visit = (id: string): void => {
    if (ordered.has(id)) return;
    for (const dependency of artifacts[id]?.dependencies ?? []) visit(dependency);
    ordered.add(id);
  };
  for (const id of Object.keys(artifacts)) visit(id);
  return [...ordered];
};
