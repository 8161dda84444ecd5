import { truthful } from '../hostile-cache.ts';

/** Bytes as a text, one character each: it prints, shrinks and is cut as a text is. */
export type Bytes = string;

export const bytesOf = (text: string): Bytes => Buffer.from(text).toString('latin1');

/** A value as RESP2 says it: texts by their length in bytes. */
export const resp = (value: unknown): Bytes => {
  if (value === 'OK' || value === 'PONG') return `+${value}\r\n`;
  if (Array.isArray(value)) return `*${value.length}\r\n${value.map(resp).join('')}`;
  if (Number.isSafeInteger(value)) return `:${value}\r\n`;
  if (value === undefined || value === null) return '$-1\r\n';
  const text = bytesOf(typeof value === 'string' ? value : (JSON.stringify(value) ?? ''));
  return `$${text.length}\r\n${text}\r\n`;
};

/** What a sound server says to a command. */
export const soundReply = (command: string): Bytes => resp(command === 'AUTH' ? 'OK' : truthful[command]);

/** Reads commands, which a client sends as lists of texts, from whatever pieces they come in. */
export const commandReader = (): ((chunk: Bytes) => string[][]) => {
  let rest = '';
  return (chunk) => {
    rest += chunk;
    const commands: string[][] = [];
    for (let read = commandIn(rest); read !== undefined; read = commandIn(rest)) {
      commands.push(read.words);
      rest = rest.slice(read.length);
    }
    return commands;
  };
};

const commandIn = (text: Bytes): { words: string[]; length: number } | undefined => {
  const head = /^\*(\d+)\r\n/.exec(text);
  if (!head) return undefined;
  const words: string[] = [];
  let at = head[0].length;
  while (words.length < Number(head[1])) {
    const size = /^\$(\d+)\r\n/.exec(text.slice(at, at + 20));
    if (!size) return undefined;
    const start = at + size[0].length;
    at = start + Number(size[1]) + 2;
    if (at > text.length) return undefined;
    words.push(text.slice(start, at - 2));
  }
  return { words, length: at };
};
