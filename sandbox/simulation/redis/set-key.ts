import type { Running } from './commands.ts';
import { refusals, replyError } from './refusals.ts';

interface SetOptions {
  expiresAt: number | undefined;
  only: 'NX' | 'XX' | undefined;
}

/** `SET key value [NX | XX] [EX seconds | PX milliseconds]`. */
export const setKey = ({ node, args, now }: Running): 'OK' | null => {
  const [key = '', value = '', ...rest] = args;
  const { expiresAt, only } = optionsOf(rest, now);
  const present = node.data.expiry(key, now) !== undefined;
  if ((only === 'NX' && present) || (only === 'XX' && !present)) return null;
  node.write({ kind: 'set', key, value, expiresAt });
  return 'OK';
};

const optionsOf = (words: readonly string[], now: number): SetOptions => {
  const options: SetOptions = { expiresAt: undefined, only: undefined };
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index]?.toUpperCase();
    if ((word === 'NX' || word === 'XX') && options.only === undefined) options.only = word;
    else if ((word === 'EX' || word === 'PX') && options.expiresAt === undefined && index + 1 < words.length) {
      index += 1;
      options.expiresAt = now + lifetime(words[index] ?? '', word === 'EX' ? 1000 : 1);
    } else throw replyError(refusals.syntax);
  }
  return options;
};

const lifetime = (word: string, unit: number): number => {
  if (!/^-?\d{1,18}$/.test(word)) throw replyError(refusals.notInteger);
  const ms = Number(word) * unit;
  if (ms <= 0 || ms > Number.MAX_SAFE_INTEGER) throw replyError(refusals.invalidExpiry);
  return ms;
};
