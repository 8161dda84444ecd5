import type { Ledger } from './ledger.ts';
import type { Member } from './model.ts';
import { follow } from './promotion.ts';
import { later, whenever } from './waiting.ts';

/**
 * Accepts a disassociation: `modifying` now, the member `disassociating` on the next turn (the answer still shows it
 * `associated`), then gone: it takes writes on its own and can never come back.
 */
export const startSeparation = (ledger: Ledger, member: Member, region: string): void => {
  const { core } = ledger;
  ledger.change({
    region,
    effect: 'separation-accepted',
    set: { status: 'modifying' },
    detail: { cluster: member.id },
  });
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
      const status = members.length > 1 ? ('available' as const) : ('primary-only' as const);
      ledger.change({
        region: member.region,
        effect: 'separated',
        set: { status, members },
        detail: { cluster: member.id },
      });
      handBack(ledger, member);
    },
  );

/** The one that left may have been made writable by a promotion that never ended: the rest follows its primary again. */
const handBack = (ledger: Ledger, left: Member): void => {
  if (ledger.writer.id !== left.id || !ledger.primary) return;
  ledger.writer = ledger.primary;
  for (const member of ledger.group.members) if (member.id !== ledger.writer.id) follow(ledger, member);
};
