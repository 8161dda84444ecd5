import type { ChangeInfo } from '@aws-sdk/client-route-53';
import type { Clock } from '../../../clock.ts';
import type { History } from '../../../history.ts';
import { noSuchChange } from './refusals.ts';
import type { Zone } from './zone.ts';

/** What the real service takes and tests set to 0. Read anew for each batch, so a scenario may change them as it runs. */
export interface Route53Delays {
  /** How long a zone refuses further batches after it took one, in milliseconds. */
  readonly apply: number;
  /** From the answer to INSYNC, in milliseconds; `Infinity` never gets there. Real: "generally within 60 seconds". */
  readonly insync: number;
}

/** The ids that ChangeResourceRecordSets gave out, and what became of them. */
export class Changes {
  readonly #clock: Clock;
  readonly #history: History;
  readonly #delays: Route53Delays;
  readonly #changes = new Map<string, ChangeInfo>();

  constructor({ clock, history, delays }: { clock: Clock; history: History; delays: Route53Delays }) {
    this.#clock = clock;
    this.#history = history;
    this.#delays = delays;
  }

  /** Notes an accepted batch, PENDING; `publish` is called when it reaches the DNS servers. */
  begin(zone: Zone, publish: () => void, comment: string | undefined): ChangeInfo {
    const id = `C${String(this.#changes.size + 1).padStart(13, '0')}`;
    const change: ChangeInfo = {
      Id: `/change/${id}`,
      Status: 'PENDING',
      SubmittedAt: new Date(this.#clock.now()),
      ...(comment === undefined ? {} : { Comment: comment }),
    };
    this.#changes.set(id, change);
    zone.busy = true;
    this.#after(this.#delays.apply, () => {
      zone.busy = false;
    });
    this.#after(this.#delays.insync, () => {
      publish();
      this.#changes.set(id, { ...change, Status: 'INSYNC' });
      this.#history.append({ kind: 'effect', name: 'route53:InSync', detail: { zone: zone.id, change: id } });
    });
    return change;
  }

  get(id: string): ChangeInfo {
    const change = this.#changes.get(id.replace(/^\/?change\//, ''));
    if (!change) throw noSuchChange(id);
    return change;
  }

  #after(ms: number, callback: () => void): void {
    if (ms <= 0) callback();
    else if (Number.isFinite(ms)) this.#clock.after(ms, callback);
  }
}
