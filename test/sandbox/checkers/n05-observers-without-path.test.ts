import { expect, test } from '@jest/globals';
import { n05 } from '../../../sandbox/checkers/n05-observers-without-path.ts';
import { confirmation, decided, fault, found, west, witness } from './a-run.ts';

test('observers with a path and a self-test are heard', () => {
  expect(found(n05, [decided(63)])).toEqual([]);
});

test('a witness that nobody here could hear has said nothing', () => {
  expect(found(n05, [fault(10, 'cut', { a: west, b: witness }), decided(63)])).toEqual([
    'an automatic run in us-west-2 decided to promote at 63.0 s by the word of the witness in eu-west-1, whom us-west-2 could not hear',
  ]);
});

test('a Region tells by its own clock when it heard somebody', () => {
  const cut = fault(61.5, 'cut', { a: west, b: witness });
  expect(found(n05, [cut, decided(63)])).toHaveLength(1);
  expect(found(n05, [cut, fault(1, 'skew', { region: west, ms: 1000 }), decided(63)])).toEqual([]);
});

test('a network whose own cache is silent proves nothing of another', () => {
  expect(found(n05, [fault(10, 'redis:down', { region: west }), decided(63)])).toEqual([
    expect.stringContaining('the network of us-west-2, whose own cache did not answer either'),
  ]);
});

test('nobody minds them where their word was not counted', () => {
  const unheard = decided(63, {
    confirmations: [confirmation('ownReach', 'unknown'), confirmation('primaryApi', 'unknown', true)],
  });
  const broken = [fault(10, 'redis:down', { region: west }), fault(10, 'cut', { a: west, b: witness })];
  expect(found(n05, [...broken, unheard])).toEqual([]);
});
