/** Where people read what to do now: one section per alarm. */
export const runbook = (section: string): string => `What to do: docs/runbook.md#${section}`;
