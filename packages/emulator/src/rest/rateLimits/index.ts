export * from './headers.js';
export * from './RateLimiter.js';
