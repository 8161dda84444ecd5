import { isIP } from 'node:net';

/** What a function is about to connect to. `name`: to be resolved first. */
export type Destination =
  | { readonly kind: 'aws'; readonly place: string }
  | { readonly kind: 'cache' }
  | { readonly kind: 'private' }
  | { readonly kind: 'name' }
  | { readonly kind: 'foreign' };

/** Endpoints without a Region in their name (global STS) are served from here. */
const GLOBAL_HOME = 'us-east-1';

/** As in the network's table of places. */
const ROUTE53 = 'route53';

/** Tells what kind of place a host is. Pure; nothing is resolved. */
export const destinationOf = (host: string): Destination => {
  const name = host.toLowerCase().replace(/\.$/, '');
  if (isIP(name)) return ofAddress(name);
  if (name === 'localhost' || name === '') return { kind: 'foreign' };
  if (name.endsWith('.cache.amazonaws.com')) return { kind: 'cache' };
  if (name.endsWith('.amazonaws.com') || name.endsWith('.api.aws')) return { kind: 'aws', place: placeOf(name) };
  return { kind: 'name' };
};

/** The Region in an AWS endpoint's name (`<service>.<region>.amazonaws.com`); Route 53 is a place of its own. */
const placeOf = (name: string): string =>
  /^route53\./.test(name)
    ? ROUTE53
    : (name.split('.').find((label) => /^[a-z]{2}(-[a-z]+)+-\d+$/.test(label)) ?? GLOBAL_HOME);

/** Each Region of the sandbox has the addresses 127.0.n.*, n from 1; 127.0.0.* is the laptop itself. */
const ofAddress = (address: string): Destination => {
  const ipv4 = address.replace(/^::ffff:/, '');
  if (/^127\.0\.[1-9]\d*\.\d+$/.test(ipv4)) return { kind: 'cache' };
  if (/^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)/.test(ipv4)) return { kind: 'private' };
  return { kind: 'foreign' };
};
