export * from './fillModal.js';
export * from './findComponent.js';
export * from './pickValues.js';
export * from './requireVisible.js';
