import type { Bytes } from './resp.ts';

/** One answer to one question, damaged at will. */
export interface Packet {
  readonly id: 'same' | 'other';
  /** The second word of the header: response, truncated, rcode, and what must be zero. */
  readonly flags: number;
  /** In place of true counts of questions, answers, authorities and more. */
  readonly counts?: readonly number[];
  readonly question: 'same' | 'none';
  readonly records: readonly Resource[];
  /** Bytes put over others, then how much of it all is sent, and what comes after. */
  readonly over: readonly (readonly [at: number, byte: number])[];
  readonly cut?: number;
  readonly tail: Bytes;
}

export interface Resource {
  readonly name: Name;
  readonly type: number;
  readonly data: { readonly name: Name } | { readonly texts: readonly Bytes[] } | { readonly bytes: Bytes };
  /** In place of the true length of its data. */
  readonly length?: number;
}

/** Labels; or a pointer: to the question, to itself, to what comes after it. */
export type Name = readonly Bytes[] | 'question' | 'itself' | 'ahead';

const headBytes = 12;
const word = (value: number): Bytes => String.fromCharCode((value >> 8) & 255, value & 255);
const text = (bytes: Bytes): Bytes => `${String.fromCharCode(bytes.length & 255)}${bytes}`;

const nameAt = (name: Name, at: number): Bytes => {
  if (name === 'question') return word(0xc000 | headBytes);
  if (name === 'itself') return word(0xc000 | at);
  if (name === 'ahead') return word(0xc000 | (at + 2));
  return `${name.map(text).join('')}\u0000`;
};

/** The packet as bytes, for this query. */
export const packetFor = (query: Bytes, { records, over, cut, tail, ...head }: Packet): Bytes => {
  const question = head.question === 'same' ? questionOf(query) : '';
  const id = head.id === 'same' ? query.slice(0, 2) : word(query.charCodeAt(1) + 1);
  const counts = head.counts ?? [question === '' ? 0 : 1, records.length, 0, 0];
  let bytes = `${id}${word(head.flags)}${counts.map(word).join('')}${question}`;
  for (const { name, type, data, length } of records) {
    const start = `${nameAt(name, bytes.length)}${word(type)}${word(1)}${word(0)}${word(5)}`;
    const at = bytes.length + start.length + 2;
    const value = 'name' in data ? nameAt(data.name, at) : 'texts' in data ? data.texts.map(text).join('') : data.bytes;
    bytes += `${start}${word(length ?? value.length)}${value}`;
  }
  for (const [at, byte] of over) {
    const place = at % (bytes.length + 1);
    bytes = `${bytes.slice(0, place)}${String.fromCharCode(byte)}${bytes.slice(place + 1)}`;
  }
  return `${bytes.slice(0, cut ?? bytes.length)}${tail}`;
};

/** A query's only question: a name of labels, type and class. */
export const questionOf = (query: Bytes): Bytes => {
  const end = query.indexOf('\u0000', headBytes);
  return query.slice(headBytes, end + 5);
};

export const typeOf = (query: Bytes): 'cname' | 'txt' =>
  questionOf(query).charCodeAt(questionOf(query).length - 3) === 5 ? 'cname' : 'txt';
