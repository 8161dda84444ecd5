import { causeOf } from '../../cause-of.ts';
import type { Call } from '../../service.ts';
import type { ClusterRef } from './backing.ts';
import type { Ledger, Promotion } from './ledger.ts';
import { later, whenever } from './waiting.ts';

/**
 * Accepts a promotion: `modifying` now, writable and visible each after its own delay. A second one while the first
 * runs is accepted too, and chance decides which of them wins (user guide: not guaranteed which).
 */
export const startPromotion = (
  ledger: Ledger,
  target: ClusterRef,
  call: Pick<Call, 'region'> & Partial<Pick<Call, 'principal' | 'requestId'>>,
): void => {
  const { core } = ledger;
  const { region } = call;
  const named = { target: target.id, to: target.region, from: ledger.primary?.region };
  ledger.change({
    region,
    effect: 'promotion-accepted',
    set: { status: 'modifying' },
    detail: { ...named, ...causeOf(call) },
  });
  // A Region with a stale view accepts what cannot be any more.
  const possible = ledger.member(target.id) && !ledger.leaving.has(target.id);
  if (!possible || core.behaviour.promotion === 'does-nothing') {
    later(core, core.delays.promotionVisible, () => ledger.rest(region, 'promotion-forgotten'));
    return;
  }
  const rival = ledger.promotion;
  if (rival?.target.id === target.id) return;
  if (rival && core.random() < 0.5) {
    lost(ledger, target, rival.target);
    return;
  }
  if (rival) {
    rival.live = false;
    lost(ledger, rival.target, target);
  }
  run(ledger, target);
};

const lost = (ledger: Ledger, { region, id }: ClusterRef, winner: ClusterRef): void =>
  ledger.note(region, 'promotion-lost', { group: ledger.group.id, target: id, winner: winner.id });

const run = (ledger: Ledger, target: ClusterRef): void => {
  const { core } = ledger;
  const from = ledger.writer;
  const promotion: Promotion = { target, live: true, writable: false, visible: false };
  ledger.promotion = promotion;
  const step = (ms: number, act: () => void): void => {
    later(core, ms, () =>
      whenever(
        core,
        () => !promotion.live || mayProceed(ledger, { target, from }),
        () => promotion.live && act(),
      ),
    );
  };
  step(core.delays.promotionWritable, () => makeWritable(ledger, promotion));
  step(core.delays.promotionVisible, () => showRoles(ledger, promotion));
};

/** A dark target cannot change; a dark old primary matters only where AWS is set to wait for it. */
const mayProceed = ({ core }: Ledger, { target, from }: { target: ClusterRef; from: ClusterRef }): boolean =>
  !core.network.isDark(target.region) &&
  (core.behaviour.failoverWhilePrimaryDark !== 'sticks' || core.network.reaches(from.region, target.region));

const makeWritable = (ledger: Ledger, promotion: Promotion): void => {
  const { target } = promotion;
  ledger.drive(
    target,
    () => ledger.core.backing.promote(target),
    () => {
      ledger.writer = target;
      ledger.note(target.region, 'writable', { group: ledger.group.id, cluster: target.id });
      promotion.writable = true;
      finish(ledger, promotion);
      for (const member of ledger.group.members) if (member.id !== target.id) follow(ledger, member);
    },
  );
};

const showRoles = (ledger: Ledger, promotion: Promotion): void => {
  const { target } = promotion;
  const members = ledger.group.members.map((member) => ({
    ...member,
    role: member.id === target.id ? ('PRIMARY' as const) : ('SECONDARY' as const),
  }));
  promotion.visible = true;
  const status = ledger.core.behaviour.promotion === 'stays-modifying' ? 'modifying' : ledger.statusWith(members);
  ledger.change({
    region: target.region,
    effect: 'promoted',
    set: { status, members },
    detail: { primary: target.id },
  });
  finish(ledger, promotion);
};

const finish = (ledger: Ledger, promotion: Promotion): void => {
  if (promotion.writable && promotion.visible && ledger.promotion === promotion) ledger.promotion = undefined;
};

/**
 * The member becomes a copy of the writer once the two reach each other. Until then a deposed primary knows nothing of
 * it and goes on taking writes, which the copying then drops.
 */
export const follow = (ledger: Ledger, member: ClusterRef): void => {
  const { core, writer } = ledger;
  const reachable = (): boolean => core.network.reaches(writer.region, member.region);
  const outdated = (): boolean => ledger.writer.id !== writer.id || !ledger.member(member.id);
  const demote = async (): Promise<void> => {
    if (!outdated()) await core.backing.demote(member, writer);
  };
  const noted = (): void => {
    const detail = { group: ledger.group.id, cluster: member.id, primary: writer.id };
    if (!outdated()) ledger.note(member.region, 'demoted', detail);
  };
  const act = (): void => {
    if (reachable() || outdated()) ledger.drive(member, demote, noted);
    else follow(ledger, member);
  };
  whenever(
    core,
    () => outdated() || reachable(),
    () => later(core, core.delays.resync, act),
  );
};
