/** How long the simulated AWS takes, in milliseconds. May be changed at run time; counts for what is accepted after. */
export interface Delays {
  /** Failover accepted → the new primary takes writes. */
  promotionWritable: number;
  /** Failover accepted → the Members' roles are swapped and the status is `available` again. */
  promotionVisible: number;
  /** New primary writable and reachable from the old one → the old one is demoted and copies the new one. */
  resync: number;
  /** Disassociation accepted → the member is gone and takes writes on its own. */
  disassociate: number;
  /** CreateGlobalReplicationGroup accepted → `primary-only`. */
  create: number;
  /** DeleteGlobalReplicationGroup accepted → not found. */
  delete: number;
  /** A change becomes known in one member Region → in another one that it reaches. */
  viewConvergence: number;
}

/**
 * The defaults. AWS documents none of them. Writable: under a minute (AWS disaster recovery workshop). Visible: one to
 * two minutes (observed by users). Create: five minutes (AWS workshop). The others are guesses, and reports say so.
 */
export const usualDelays: Readonly<Delays> = {
  promotionWritable: 40_000,
  promotionVisible: 90_000,
  resync: 5_000,
  disassociate: 120_000,
  create: 300_000,
  delete: 300_000,
  viewConvergence: 5_000,
};

/** Every effect as soon as its cause: for tests. */
export const noDelays: Readonly<Delays> = {
  promotionWritable: 0,
  promotionVisible: 0,
  resync: 0,
  disassociate: 0,
  create: 0,
  delete: 0,
  viewConvergence: 0,
};

/** What an operation does while the Region of the current primary cannot be reached. AWS's own texts disagree. */
export type WhilePrimaryDark = 'succeeds' | 'sticks' | 'refused';

/** Where AWS is undocumented or known to misbehave. May be changed at run time; a wait looks again at each network change. */
export interface Behaviour {
  /** `sticks`: accepted, then `modifying` until the Region returns. */
  failoverWhilePrimaryDark: WhilePrimaryDark;
  disassociateWhilePrimaryDark: WhilePrimaryDark;
  /** The model says refused; whether a stuck promotion may be left this way is unknown. */
  disassociateWhileModifying: 'refused' | 'allowed';
  /** FailoverGlobalReplicationGroup naming the member that is PRIMARY already. */
  failoverToPrimary: 'invalid' | 'noop';
  /** `stays-modifying`: promoted, but the status never returns. `does-nothing`: accepted, `available` again, no more. */
  promotion: 'completes' | 'stays-modifying' | 'does-nothing';
  /** Shown instead of the true status, in every Region: a status nobody has heard of. */
  shownStatus: string | undefined;
  /** Replication groups that Describe leaves out of Members. */
  forgottenMembers: readonly string[];
}

export const usualBehaviour: Readonly<Behaviour> = {
  failoverWhilePrimaryDark: 'succeeds',
  disassociateWhilePrimaryDark: 'succeeds',
  disassociateWhileModifying: 'refused',
  failoverToPrimary: 'invalid',
  promotion: 'completes',
  shownStatus: undefined,
  forgottenMembers: [],
};
