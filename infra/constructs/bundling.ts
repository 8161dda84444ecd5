import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { AssetHashType, DockerImage } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import type { Config } from '../../functions/contract/config.ts';

const root = path.join(import.meta.dirname, '../..');
const bundler = path.join(root, 'infra/bundle-function.ts');

/**
 * The bundle of a function: `PromoteRegion` is `functions/handlers/promote-region.ts`. The same options in every stack,
 * so that each function is bundled once and not once per Region; its hash is that of the bundle.
 */
export const bundled = (name: string, config: Config): Code => {
  const entry = path.join(root, 'functions/handlers', `${kebabCase(name)}.ts`);
  const input = JSON.stringify(config);

  return Code.fromAsset(root, {
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      // CDK tells bundles apart by these; the image is never pulled, because the local bundler always succeeds or throws.
      environment: { ENTRY: entry, FAILOVER_CONFIG: input },
      image: DockerImage.fromRegistry('none'),
      local: {
        tryBundle: (outputDir) => {
          const { status } = spawnSync(process.execPath, [bundler, entry, path.join(outputDir, 'index.mjs')], {
            input,
            stdio: ['pipe', 'inherit', 'inherit'],
          });
          if (status !== 0) throw new Error(`${entry}: esbuild could not bundle it, see above`);
          return true;
        },
      },
    },
  });
};

const kebabCase = (name: string): string => name.replace(/(?<=[a-z0-9])[A-Z]/g, '-$&').toLowerCase();
