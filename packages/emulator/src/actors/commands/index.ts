export * from './findCommand.js';
export * from './typeOptions.js';
