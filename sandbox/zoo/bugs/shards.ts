import type { Bug } from '../bug.ts';
import { on, swap } from '../planting.ts';

const target = 'functions/domain/weigh-target.ts';

/** What is true of some shards and is taken for true of all: a world of one shard shows none of it. */
export const shards: readonly Bug[] = [
  {
    name: 'one-still-shard-is-an-outage',
    about: 'Data counts as stopped where it stopped on one shard, whatever arrives on the others.',
    breaks: 'N2',
    edits: [
      swap(
        'functions/domain/weigh-data.ts',
        'const lastMovedAt = Math.max(...times);',
        'const lastMovedAt = Math.min(...times);',
      ),
      swap('functions/domain/remember-look.ts', 'const moved = shards.some(', 'const moved = shards.every('),
    ],
    caughtBy: on('shards-one-down-and-all-else-says-lost'),
  },
  {
    name: 'missing-shard-is-left-out',
    about: 'A shard that does not answer is left out of what was seen, and nobody counts them.',
    breaks: 'N7',
    edits: [
      swap(
        'functions/redis/touch-cache.ts',
        'shards: results.flatMap(({ tag, value, failure }) => value ?? (tag === undefined ? [] : notSeen(tag, failure))),',
        'shards: results.flatMap(({ value }) => value ?? []),',
      ),
      swap(target, 'if (expected !== undefined && shards.length < expected)', 'if (expected === 0)'),
    ],
    caughtBy: on('shards-one-of-the-heir-down'),
  },
  {
    name: 'one-shard-that-writes-is-enough',
    about: 'A promotion is done once some shard takes a write.',
    breaks: 'N13',
    edits: [
      swap(
        'functions/domain/promotion-progress.ts',
        'const [refused] = shards.filter(({ wrote }) => wrote !== true);',
        'const [refused] = shards.some(({ wrote }) => wrote === true) ? [] : shards;',
      ),
    ],
    caughtBy: on('shards-one-of-the-heir-refuses-writes'),
  },
];
