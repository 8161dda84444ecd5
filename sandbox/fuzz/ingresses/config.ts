import type { ConfigInput } from '../../../functions/contract/config.ts';
import { defineConfig, InvalidConfig } from '../../../functions/contract/define-config.ts';
import { damagedText, shaped, valueOfText } from '../arbitraries.ts';
import { type Ingress, played } from '../ingress.ts';
import { configInput } from '../samples.ts';
import { healthy } from '../scene.ts';

export const configurations: Ingress = {
  name: 'config',
  readBy: 'defineConfig',
  weight: 8,
  shaped: shaped<unknown>(configInput('auto'), configInput('approve')),
  raw: damagedText(JSON.stringify(configInput('auto'))).map(valueOfText),
  play: (input) =>
    played({
      situation: healthy,
      act: async (scene) => {
        try {
          // Whatever people wrote: the type is what is checked.
          defineConfig(input as ConfigInput);
        } catch (error) {
          if (!(error instanceof InvalidConfig)) throw error;
          for (const line of error.problems) scene.said.push({ where: 'error', text: line });
        }
      },
    }),
};
