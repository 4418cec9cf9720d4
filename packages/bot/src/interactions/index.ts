export { CommandBook } from './CommandBook.js';
export { CommandRegistrar } from './CommandRegistrar.js';
export { InteractionRouter } from './InteractionRouter.js';
export { registerInteractions } from './registerInteractions.js';
