import type { GetCallerIdentityCommandInput, GetCallerIdentityCommandOutput } from '@aws-sdk/client-sts';
import type { Call, Service } from '../service.ts';

type Identity = Omit<GetCallerIdentityCommandOutput, '$metadata'>;

const identity = ({ account, principal }: Call): Identity => {
  if (principal.kind === 'administrator')
    return { Account: account, UserId: 'AIDASANDBOXADMIN00000', Arn: `arn:aws:iam::${account}:user/administrator` };

  const role = principal.roleArn.split('/').at(-1) ?? principal.roleArn;
  return {
    Account: account,
    UserId: `AROASANDBOXROLE000000:sandbox`,
    Arn: `arn:aws:sts::${account}:assumed-role/${role}/sandbox`,
  };
};

/** AWS STS, as far as anybody who asks "who am I?" needs it. */
export const createSts = (): { readonly service: Service } => ({
  service: {
    id: 'sts',
    operations: { GetCallerIdentity: (_input: GetCallerIdentityCommandInput, call) => identity(call) },
  },
});
