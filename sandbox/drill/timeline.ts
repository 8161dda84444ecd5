import type { Entry } from '../history.ts';
import type { Scene } from './scene.ts';

/** What a person watching wants to read of an entry; undefined for the many that only clutter. Pure. */
export const lineOf = (entry: Entry, scene: Scene): string | undefined => {
  const { kind, region = '', name, detail = {} } = entry;
  switch (kind) {
    case 'fault':
      // Where Route 53 answers is part of the stage, not of the play.
      if (name.startsWith('route53')) return undefined;
      return `${name.toUpperCase()} ${Object.values(detail).join(' ')}`;
    case 'alarm':
      if (detail.from === 'INSUFFICIENT_DATA' && detail.to === 'OK') return undefined;
      return `${region}  alarm ${name}: ${detail.from} → ${detail.to}`;
    case 'execution':
      return name === 'RUNNING'
        ? `${region}  workflow starts: ${detail.execution}`
        : `${region}  workflow ${name}${outcomeOf(detail)}`;
    case 'state':
      return detail.at === 'entered' && detail.type === 'Task' ? `${region}    ${name}` : undefined;
    case 'page':
      return `${region}  page: ${String(detail.subject ?? detail.message)
        .split('\n')[0]
        ?.slice(0, 90)}`;
    case 'client':
      return detail.state === 'lost'
        ? `${region}  the ${name} client lost ${detail.host}`
        : `${region}  the ${name} client writes to ${detail.host}`;
    case 'effect':
      return effectLine(entry, scene);
    default:
      return undefined;
  }
};

const effectLine = ({ region, name, detail = {} }: Entry, scene: Scene): string | undefined => {
  switch (name) {
    case 'elasticache:promotion-accepted':
      return `${region}  ElastiCache accepts the promotion of ${detail.target}`;
    case 'elasticache:writable':
      return `${region}  ${detail.cluster} takes writes`;
    case 'elasticache:promoted':
      return `${region}  ${detail.primary} is shown as PRIMARY`;
    case 'elasticache:demoted':
      return `${region}  ${detail.cluster} copies ${detail.primary} now`;
    case 'ssm:PutParameter':
      return detail.parameter === scene.parameter ? `${region}  parameter says ${recordLine(detail.value)}` : undefined;
    case 'route53:ChangeResourceRecordSets':
      return `Route 53 accepts the change of ${scene.record}`;
    case 'route53:InSync':
      return `${scene.record} is in sync`;
    default:
      return undefined;
  }
};

const recordLine = (value: unknown): string => {
  const { primaryRegion, epoch } = parsed(value);
  return `${primaryRegion}, epoch ${epoch?.counter} ${epoch?.region}`;
};

const outcomeOf = ({ output }: Readonly<Record<string, unknown>>): string => {
  const { outcome, reason } = parsed(output);
  return outcome === undefined ? '' : `: ${outcome}, ${reason}`;
};

interface Parsed {
  readonly primaryRegion?: string;
  readonly epoch?: { readonly counter: number; readonly region: string };
  readonly outcome?: string;
  readonly reason?: string;
}

const parsed = (text: unknown): Parsed => {
  try {
    return JSON.parse(String(text));
  } catch {
    return {};
  }
};
