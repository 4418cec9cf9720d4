import { afterAll, vi } from 'vitest';

// The next file of the worker gets examples of its own, and shares only the libraries.
afterAll(() => void vi.resetModules());
