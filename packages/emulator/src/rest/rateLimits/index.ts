export * from './headers.js';
export * from './RateLimiter.js';
export * from './Refusal.js';
