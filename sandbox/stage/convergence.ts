import { names } from '../../functions/contract/names.ts';
import type { PublishedEndpoint } from '../../functions/contract/published-endpoint.ts';
import { said } from '../checkers/reading/epochs.ts';
import type { MemberHosts } from '../checkers/run-record.ts';
import { hostsOf } from '../simulation/populate.ts';
import type { Final } from '../simulation/run-record.ts';
import type { StageViews } from './stage.ts';
import type { StagedWorld } from './staged-world.ts';
import { recordOf, viewsOf } from './views.ts';

/** How the world is now. */
export const finalOf = (world: StagedWorld, datastore: string): Final => {
  const { config, services } = world;
  const views = viewsOf(world, datastore);
  const byRegion = <T>(look: (region: string) => T) =>
    Object.fromEntries(config.regions.map((region) => [region, look(region)]));
  const { dns, globalReplicationGroupId = '' } = config.datastores[datastore] ?? {};
  const epochRecord = dns === undefined || dns === 'none' ? undefined : names.epochRecord(dns.record);
  return {
    writer: views.writer(),
    group: services.elasticache.truth(globalReplicationGroupId),
    published: byRegion(views.published),
    record: views.record(),
    epochRecord: epochRecord && recordOf(world, epochRecord, 'TXT'),
    journals: byRegion(views.incident),
  };
};

/** What still differs between reality, parameters, record and journals; empty where all agree and nothing runs. */
export const differencesOf = (world: StagedWorld, datastore: string): readonly string[] => {
  const { config } = world;
  const views = viewsOf(world, datastore);
  const writer = views.writer();
  if (writer === undefined) return [`no member of ${datastore} takes writes`];

  const host = writeHost(hostsOf(world, datastore)[writer]);
  const newest = views.published(writer);
  const found: string[] = [];
  for (const region of config.regions) {
    const published = views.published(region);
    if (writeHost(published) !== host)
      found.push(`${region} publishes ${writeHost(published) ?? 'nothing'}, and ${host} takes writes`);
    else if (JSON.stringify(published?.epoch) !== JSON.stringify(newest?.epoch))
      found.push(
        `${region} publishes epoch ${JSON.stringify(published?.epoch)}, ${writer} ${JSON.stringify(newest?.epoch)}`,
      );
    const { claim } = views.incident(region);
    if (claim) found.push(`${region}'s journal is claimed by ${claim.owner}`);
  }
  if (views.record() !== host) found.push(`the record names ${views.record() ?? 'nothing'}`);
  return [...found, ...epochBeside(world, { datastore, newest }), ...unfinished(views)];
};

/** The name that clients write to: with cluster mode it is the configuration endpoint. */
const writeHost = (hosts: MemberHosts | undefined): string | undefined => hosts?.configuration ?? hosts?.primary;

/** The epoch stands beside the record, so that an older run never leads it back. */
const epochBeside = (
  world: StagedWorld,
  { datastore, newest }: { datastore: string; newest: PublishedEndpoint | undefined },
): readonly string[] => {
  const dns = world.config.datastores[datastore]?.dns;
  if (dns === undefined || dns === 'none' || newest === undefined) return [];
  const found = recordOf(world, names.epochRecord(dns.record), 'TXT')?.replaceAll('"', '');
  const wanted = said(newest.epoch);
  return found === wanted ? [] : [`the epoch beside the record is ${found ?? 'none'}, not ${wanted}`];
};

const unfinished = (views: StageViews): readonly string[] =>
  views
    .executions()
    .filter(({ status }) => status === 'RUNNING')
    .map(({ name, region }) => `execution ${name} still runs in ${region}`);
