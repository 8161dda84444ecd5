import { causeOf } from '../../cause-of.ts';
import type { Call } from '../../service.ts';
import type { Ledger } from './ledger.ts';
import type { Member } from './model.ts';
import { follow } from './promotion.ts';
import { later, whenever } from './waiting.ts';

/**
 * Accepts a disassociation: `modifying` now, the member `disassociating` on the next turn (the answer still shows it
 * `associated`), then gone: it takes writes on its own and can never come back.
 */
export const startSeparation = (
  ledger: Ledger,
  member: Member,
  call: Pick<Call, 'region'> & Partial<Pick<Call, 'principal' | 'requestId'>>,
): void => {
  const { core } = ledger;
  const { region } = call;
  ledger.change({
    region,
    effect: 'separation-accepted',
    set: { status: 'modifying' },
    detail: { cluster: member.id, to: member.region, ...causeOf(call) },
  });
  // A Region with a stale view accepts what cannot be any more.
  if (ledger.member(member.id)?.role !== 'SECONDARY') {
    later(core, core.delays.disassociate, () => ledger.rest(region, 'separation-forgotten'));
    return;
  }
  if (ledger.leaving.has(member.id)) return;
  ledger.leaving.add(member.id);
  if (ledger.promotion?.target.id === member.id) {
    ledger.promotion.live = false;
    ledger.promotion = undefined;
  }
  later(core, 0, () => {
    const members = ledger.group.members.map((each) =>
      each.id === member.id ? { ...each, status: 'disassociating' as const } : each,
    );
    ledger.change({ region, effect: 'separating', set: { members }, detail: { cluster: member.id } });
  });
  const from = ledger.writer.region;
  const mayProceed = (): boolean =>
    !core.network.isDark(member.region) &&
    (core.behaviour.disassociateWhilePrimaryDark !== 'sticks' || core.network.reaches(from, member.region));
  later(core, core.delays.disassociate, () => whenever(core, mayProceed, () => separate(ledger, member)));
};

const separate = (ledger: Ledger, member: Member): void =>
  ledger.drive(
    member,
    () => ledger.core.backing.separate(member),
    () => {
      const members = ledger.group.members.filter(({ id }) => id !== member.id);
      ledger.leaving.delete(member.id);
      const status = ledger.statusWith(members);
      ledger.change({
        region: member.region,
        effect: 'separated',
        set: { status, members },
        detail: { cluster: member.id },
      });
      handBack(ledger, member);
    },
  );

/** The one that left may have taken the writes over already, in a promotion that never ended: they go back to the primary. */
const handBack = (ledger: Ledger, left: Member): void => {
  const { core, primary } = ledger;
  if (ledger.writer.id !== left.id || !primary) return;
  ledger.writer = primary;
  const promote = async (): Promise<void> => {
    if (ledger.writer === primary) await core.backing.promote(primary);
  };
  const noted = (): void => ledger.note(primary.region, 'writable', { group: ledger.group.id, cluster: primary.id });
  whenever(
    core,
    () => !core.network.isDark(primary.region),
    () => ledger.drive(primary, promote, noted),
  );
  for (const member of ledger.group.members) if (member.id !== primary.id) follow(ledger, member);
};
