import type { Scene } from '../Scene.js';

/** What can happen, by name. */
export type Steps = Readonly<Record<string, (scene: Scene) => void | Promise<void>>>;
