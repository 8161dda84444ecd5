import type { HostedZone } from '@aws-sdk/client-route-53';
import { applyBatch, type Sets } from './batch.ts';
import { compareSets, normaliseName } from './names.ts';
import { keyOf, type RecordSet } from './record-set.ts';
import type { WellFormedChange } from './request.ts';

/** What the composer says of a zone it wants. */
export interface ZoneProperties {
  /** `Z0SESSIONS0EXAMPLE`, without the `/hostedzone/` before it. */
  readonly id: string;
  readonly name: string;
  /** Answered only within VPCs; the sandbox's DNS server answers both kinds. */
  readonly private: boolean;
}

/** A zone as the DNS servers answer it: what has propagated, which may be less than what the API lists. */
export interface PublishedZone {
  readonly name: string;
  readonly private: boolean;
  readonly sets: readonly RecordSet[];
}

const NAME_SERVERS = [
  'ns-0.awsdns-00.com.',
  'ns-512.awsdns-00.net.',
  'ns-1024.awsdns-00.org.',
  'ns-1536.awsdns-00.co.uk.',
];

/** One hosted zone: what the API shows, and what has reached the DNS servers. */
export class Zone {
  readonly id: string;
  readonly name: string;
  readonly private: boolean;
  /** True while a batch is being applied; another one is refused meanwhile. */
  busy = false;
  #sets: Sets;
  #published: { readonly sets: Sets; readonly serial: number };
  #serial = 0;

  constructor(properties: ZoneProperties) {
    this.id = properties.id;
    this.name = normaliseName(properties.name);
    this.private = properties.private;
    this.#sets = new Map(apexSets(this.name).map((set) => [keyOf(set), set]));
    this.#published = { sets: this.#sets, serial: 0 };
  }

  /** Changes what the API shows, all or nothing. Returns what publishes this state: an older one never replaces a newer. */
  change(changes: readonly WellFormedChange[]): () => void {
    const sets = applyBatch(this.name, this.#sets, changes);
    this.#serial += 1;
    const serial = this.#serial;
    this.#sets = sets;
    return () => {
      if (serial > this.#published.serial) this.#published = { sets, serial };
    };
  }

  /** Every record set, in the order of ListResourceRecordSets. */
  list(): RecordSet[] {
    return [...this.#sets.values()].sort(compareSets);
  }

  published(): PublishedZone {
    return { name: this.name, private: this.private, sets: [...this.#published.sets.values()] };
  }

  describe(): HostedZone {
    return {
      Id: `/hostedzone/${this.id}`,
      Name: this.name,
      CallerReference: this.id,
      Config: { PrivateZone: this.private },
      ResourceRecordSetCount: this.#sets.size,
    };
  }

  get nameServers(): string[] {
    return NAME_SERVERS.map((server) => server.replace(/\.$/, ''));
  }
}

/** The two sets that every zone is born with: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/SOA-NSrecords.html */
const apexSets = (name: string): RecordSet[] => [
  { Name: name, Type: 'NS', TTL: 172_800, ResourceRecords: NAME_SERVERS.map((Value) => ({ Value })) },
  {
    Name: name,
    Type: 'SOA',
    TTL: 900,
    ResourceRecords: [{ Value: 'ns-0.awsdns-00.com. awsdns-hostmaster.amazon.com. 1 7200 900 1209600 86400' }],
  },
];
