export * from './ApiError.js';
export * from './apiErrors.js';
