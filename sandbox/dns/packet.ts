import { type DecodedPacket, decode, encode, type Packet, type Answer as WireAnswer } from 'dns-packet';
import type { Answer, Resolution } from './answer.ts';
import type { Resolver } from './resolver.ts';

const AUTHORITATIVE = 1 << 10;
const TRUNCATED = 1 << 9;
const RECURSION_DESIRED = 1 << 8;
const RECURSION_AVAILABLE = 1 << 7;
const OPCODE = 0xf << 11;
const RCODES = { NOERROR: 0, FORMERR: 1, NXDOMAIN: 3, NOTIMP: 4, REFUSED: 5 } as const;
/** What UDP carries when the asker does not say that it takes more (RFC 1035, 2.3.4). */
const UDP_BYTES = 512;

/** What was asked and what the answer was, for who wants to note it. */
export interface Exchange {
  readonly name: string;
  readonly type: string;
  readonly resolution: Resolution;
}

/** Answers one query packet, or nothing where it is not one. Over UDP an answer that does not fit says "ask by TCP". */
export const answerPacket = (
  query: Buffer,
  { resolver, transport, note }: { resolver: Resolver; transport: 'udp' | 'tcp'; note?: (exchange: Exchange) => void },
): Buffer | undefined => {
  const asked = decoded(query);
  if (!asked) return undefined;
  const [question] = asked.questions ?? [];
  if ((asked.flags ?? 0) & OPCODE) return encode(reply(asked, { rcode: 'NOTIMP' }));
  if (!question || asked.questions?.length !== 1) return encode(reply(asked, { rcode: 'FORMERR' }));
  if (question.class !== 'IN' && question.class !== 'ANY') return encode(reply(asked, { rcode: 'REFUSED' }));

  const resolution = resolver.resolve(question.name, question.type);
  note?.({ name: question.name, type: question.type, resolution });
  const whole = encode(reply(asked, resolution));
  if (transport === 'tcp' || whole.length <= udpLimit(asked)) return whole;
  return encode(reply(asked, { rcode: resolution.rcode, flags: TRUNCATED }));
};

const reply = (
  asked: DecodedPacket,
  answer: { rcode: keyof typeof RCODES; flags?: number; answers?: readonly Answer[]; authorities?: readonly Answer[] },
): Packet => ({
  type: 'response',
  ...(asked.id === undefined ? {} : { id: asked.id }),
  flags:
    AUTHORITATIVE |
    RECURSION_AVAILABLE |
    ((asked.flags ?? 0) & (RECURSION_DESIRED | OPCODE)) |
    (answer.flags ?? 0) |
    RCODES[answer.rcode],
  questions: asked.questions ?? [],
  answers: (answer.answers ?? []).map(toWire),
  authorities: (answer.authorities ?? []).map(toWire),
});

const toWire = (answer: Answer): WireAnswer =>
  answer.type === 'TXT'
    ? { ...answer, class: 'IN', data: answer.data.map((text) => Buffer.from(text, 'latin1')) }
    : { ...answer, class: 'IN' };

const decoded = (query: Buffer): DecodedPacket | undefined => {
  try {
    const packet = decode(query);
    return packet.type === 'query' ? packet : undefined;
  } catch {
    return undefined;
  }
};

const udpLimit = (asked: DecodedPacket): number => {
  const opt = asked.additionals?.find((record) => record.type === 'OPT');
  return opt?.type === 'OPT' ? Math.max(UDP_BYTES, opt.udpPayloadSize) : UDP_BYTES;
};
