import type { TouchAnswer } from '../../../functions/contract/touch.ts';
import type { Functions } from '../../../functions/ports.ts';
import type { Scene } from '../scene.ts';

/** Keeps what `TouchCache` answered, and lets it be read as what anybody may see. */
export const overheard = (functions: Functions, scene: Scene, answers: TouchAnswer[]): Functions => ({
  ...functions,
  touch: async (...asked) => {
    const answer = await functions.touch(...asked);
    answers.push(answer);
    scene.said.push({ where: 'output', text: JSON.stringify(answer) });
    return answer;
  },
});
