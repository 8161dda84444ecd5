import { createHash } from 'node:crypto';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

/**
 * `<stack>-<logical id>-<suffix>`, as CloudFormation names what has no name. The suffix follows from stack, Region and
 * logical id, so that two runs of the sandbox agree; too long a name loses its middle.
 */
export const physicalName = (
  { stack, region, logicalId }: { stack: string; region: string; logicalId: string },
  maximum: number,
): string => {
  const digest = createHash('sha256').update(`${stack}/${region}/${logicalId}`).digest();
  const suffix = [...digest.subarray(0, 12)].map((byte) => alphabet.charAt(byte % alphabet.length)).join('');
  const room = maximum - suffix.length - 2;
  const stackPart = stack.slice(0, Math.max(Math.floor(room / 2), room - logicalId.length));
  return `${stackPart}-${logicalId.slice(0, room - stackPart.length)}-${suffix}`;
};
