import type { Place } from '../../aws/service.ts';
import type { Network, Traffic, Way } from '../../network.ts';

export type { Traffic, Way } from '../../network.ts';

/**
 * The network as the model asks for it, one direction at a time and for each message: a request may get through whose
 * answer does not. `cache` is what functions send to caches, `clients` what applications send.
 */
export interface Paths {
  readonly connects: (from: Place, to: Place, traffic: Traffic) => Way;
  /** Calls back after every change: held messages then go on. Until the returned function is called. */
  readonly onChange: (listener: () => void) => () => void;
}

/** Names other than the caches' own, as private zones answer them in a place. Rejects with node:dns's codes. */
export interface Names {
  readonly cname: (name: string, from: Place) => Promise<readonly string[]>;
  readonly txt: (name: string, from: Place) => Promise<readonly string[]>;
}

/** The paths of a world's network. */
export const pathsOf = (network: Network): Paths => ({
  connects: (from, to, traffic) => network.way(from, to, traffic),
  onChange: (listener) => network.onChange(listener),
});

/** Everything reaches everything at once. */
export const openPaths: Paths = { connects: () => 'open', onChange: () => () => {} };

/** No name but the caches' own exists. */
export const noNames: Names = {
  cname: (name) => Promise.reject(noSuchName('queryCname', name)),
  txt: (name) => Promise.reject(noSuchName('queryTxt', name)),
};

const noSuchName = (syscall: string, hostname: string): Error =>
  Object.assign(new Error(`${syscall} ENOTFOUND ${hostname}`), { code: 'ENOTFOUND', syscall, hostname });
